namespace Kpanda.Sandbox.Cel;

/// <summary>A piece of an expression: its kind, its text or its value, and where it begins.</summary>
internal readonly record struct CelToken(CelTokenKind Kind, string Text, object? Value, int Position);

/// <summary>The kinds of pieces.</summary>
internal enum CelTokenKind
{
    End,
    Identifier,
    Literal,
    Symbol,
}
