namespace Kpanda.Sandbox.Kinds;

/// <summary>How the elements of a list are told apart.</summary>
internal enum ListShape
{
    /// <summary>They are not: the list is one value.</summary>
    Atomic,

    /// <summary>By their value.</summary>
    Set,

    /// <summary>By key fields.</summary>
    Map,
}
