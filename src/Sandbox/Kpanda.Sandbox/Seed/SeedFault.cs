namespace Kpanda.Sandbox.Seed;

/// <summary>What is wrong with a seeded application.</summary>
internal enum SeedFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A roll-out stands still: its image cannot be pulled, while the old pods go on.</summary>
    ImagePull,

    /// <summary>Its container ends again and again.</summary>
    Crash,

    /// <summary>Its container uses more memory than it may.</summary>
    OutOfMemory,

    /// <summary>No node has room for some of its pods.</summary>
    Unschedulable,

    /// <summary>Its pods run but never become ready.</summary>
    NeverReady,
}
