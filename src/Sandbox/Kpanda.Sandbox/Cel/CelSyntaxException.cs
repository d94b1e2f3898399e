namespace Kpanda.Sandbox.Cel;

/// <summary>An expression that cannot be compiled: caught where it is, in <see cref="CelProgram.TryCompile"/>.</summary>
internal sealed class CelSyntaxException(string message, int position) : Exception(message)
{
    /// <summary>The character at which it is wrong, from 0.</summary>
    public int Position { get; } = position;
}
