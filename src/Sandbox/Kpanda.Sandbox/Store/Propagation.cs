namespace Kpanda.Sandbox.Store;

/// <summary>What a deletion does to the objects that the deleted one owns.</summary>
public enum Propagation
{
    /// <summary>They are collected after it.</summary>
    Background,

    /// <summary>It stays, marked, until they are gone.</summary>
    Foreground,

    /// <summary>They stay and lose their owner reference.</summary>
    Orphan,
}
