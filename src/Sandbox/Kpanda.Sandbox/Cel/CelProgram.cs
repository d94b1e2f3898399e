using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Kpanda.Sandbox.Cel.Checking;

namespace Kpanda.Sandbox.Cel;

/// <summary>
/// An expression of the Common Expression Language as Kubernetes uses it, without static types: JSON objects are maps and JSON arrays lists, and what fits
/// only when it is evaluated is an error then. Immutable and thread-safe.
/// </summary>
internal sealed class CelProgram
{
    private const int Kept = 4096;
    private static readonly ConcurrentDictionary<string, (CelProgram? Program, string Problem)> Known = new(StringComparer.Ordinal);

    private readonly CelNode root;

    private CelProgram(CelNode root, string text)
    {
        this.root = root;
        Text = text;
    }

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>Compiles an expression that may use these names besides CEL's own. On failure the problem is written as Kubernetes writes it, with the place.</summary>
    public static bool TryCompile(string text, IReadOnlyCollection<string> names, [NotNullWhen(true)] out CelProgram? program, out string problem)
    {
        var key = $"{string.Join(',', names)}\n{text}";
        if (!Known.TryGetValue(key, out var known))
        {
            known = Compile(text, names);
            // Expressions come with objects, so that there are never many; a limit all the same.
            if (Known.Count < Kept) Known[key] = known;
        }

        (program, problem) = known;
        return program is not null;
    }

    /// <summary>
    /// The value: null, bool, long, ulong, double, string, bytes, a list, a map, or a <see cref="CelError"/>. <paramref name="variables"/> may be JSON nodes,
    /// plain values or an <see cref="ICelObject"/>.
    /// </summary>
    public object? Evaluate(IReadOnlyDictionary<string, object?> variables, CelBudget budget)
    {
        var value = root.Evaluate(new CelScope(budget, variables));
        return budget.Left < 0 ? CelBudget.Exhausted : value;
    }

    /// <summary>Whether the expression uses a name.</summary>
    public bool Uses(string name) => root.Uses(name);

    /// <summary>
    /// Checks a rule of a custom kind as Kubernetes does before it keeps it: names, functions of its version, types. The problem is written as Kubernetes writes it; without one the type of the
    /// rule and the most that it may cost are known, and whether it looks at what was before.
    /// </summary>
    public static CelVerdict Check(string text, int minor, CelDeclared self, bool optionalBefore)
    {
        try
        {
            var root = new CelParser(text, CelVerdict.Names, lenient: true).Parse();
            var checker = new CelChecker(minor, self, optionalBefore);
            var type = checker.Check(root);
            if (checker.Problems.Count > 0) return new(string.Join('\n', checker.Problems.Select(problem => Place(text, problem))), type, 0, false);
            return new("", type, new CelCost(checker, self).Of(root), root.Uses("oldSelf")) { Broken = checker.Broken };
        }
        catch (CelSyntaxException error)
        {
            return new(Place(text, error), CelStatic.Error, 0, false);
        }
    }

    private static (CelProgram? Program, string Problem) Compile(string text, IReadOnlyCollection<string> names)
    {
        try
        {
            return (new CelProgram(new CelParser(text, names).Parse(), text), "");
        }
        catch (CelSyntaxException error)
        {
            return (null, Place(text, error));
        }
    }

    private static string Place(string text, CelSyntaxException error)
    {
        var before = text[..Math.Min(error.Position, text.Length)];
        var line = before.Count(c => c == '\n') + 1;
        var column = error.Position - (before.LastIndexOf('\n') + 1);
        return $"ERROR: <input>:{line}:{column + 1}: {error.Message}\n | {text.Split('\n')[line - 1]}\n | {new string('.', column)}^";
    }
}
