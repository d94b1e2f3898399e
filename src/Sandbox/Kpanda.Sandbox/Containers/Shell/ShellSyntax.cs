namespace Kpanda.Sandbox.Containers.Shell;

/// <summary>A command of the shell, as it was read.</summary>
internal abstract record ShellCommand;

/// <summary>Variables that are set, words, and where it reads and writes.</summary>
internal sealed record SimpleCommand(IReadOnlyList<(string Name, ShellWord Value)> Assignments, IReadOnlyList<ShellWord> Words, IReadOnlyList<Redirection> Redirections) : ShellCommand;

/// <summary>Commands whose output is the next one's input.</summary>
internal sealed record PipelineCommand(IReadOnlyList<ShellCommand> Parts, bool Negated) : ShellCommand;

/// <summary><c>a &amp;&amp; b</c> or <c>a || b</c>.</summary>
internal sealed record LogicalCommand(ShellCommand Left, bool And, ShellCommand Right) : ShellCommand;

/// <summary>One command after another.</summary>
internal sealed record ListCommand(IReadOnlyList<ShellCommand> Parts) : ShellCommand;

/// <summary>A command that is not waited for.</summary>
internal sealed record BackgroundCommand(ShellCommand Body) : ShellCommand;

/// <summary><c>{ …; }</c>, or <c>( … )</c>, whose changes end with it.</summary>
internal sealed record GroupCommand(ShellCommand Body, bool Subshell, IReadOnlyList<Redirection> Redirections) : ShellCommand;

/// <summary><c>if … then … else … fi</c>.</summary>
internal sealed record IfCommand(ShellCommand Condition, ShellCommand Then, ShellCommand? Else, IReadOnlyList<Redirection> Redirections) : ShellCommand;

/// <summary><c>while … do … done</c>, or <c>until</c>.</summary>
internal sealed record WhileCommand(ShellCommand Condition, bool Until, ShellCommand Body, IReadOnlyList<Redirection> Redirections) : ShellCommand;

/// <summary><c>for x in … do … done</c>.</summary>
internal sealed record ForCommand(string Name, IReadOnlyList<ShellWord>? Words, ShellCommand Body, IReadOnlyList<Redirection> Redirections) : ShellCommand;

/// <summary>A redirection: which descriptor, how (<c>&lt;</c>, <c>&gt;</c>, <c>&gt;&gt;</c>, <c>&gt;&amp;</c>), and from or to where.</summary>
internal sealed record Redirection(int Descriptor, string Operator, ShellWord Target);

/// <summary>A word before anything in it is replaced.</summary>
internal sealed record ShellWord(IReadOnlyList<WordPart> Parts);

/// <summary>A part of a word; what is quoted is not split into several words.</summary>
internal abstract record WordPart(bool Quoted);

/// <summary>Text as it stands.</summary>
internal sealed record TextPart(string Text, bool Quoted) : WordPart(Quoted);

/// <summary>A variable, with what to do when it is unset: <c>${NAME:-word}</c>.</summary>
internal sealed record VariablePart(string Name, string Operator, string Operand, bool Quoted) : WordPart(Quoted);

/// <summary>The output of a command: <c>$(…)</c>.</summary>
internal sealed record OutputPart(ShellCommand Command, bool Quoted) : WordPart(Quoted);

/// <summary>A number that is computed: <c>$((…))</c>.</summary>
internal sealed record ArithmeticPart(string Expression, bool Quoted) : WordPart(Quoted);

/// <summary>What cannot be read as a command. <see cref="Unfinished"/> where more text could complete it.</summary>
internal sealed class ShellSyntaxException(string message, bool unfinished) : Exception(message)
{
    public bool Unfinished => unfinished;
}
