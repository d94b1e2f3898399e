namespace Kpanda.Search.Kinds;

/// <summary>How bad a status is. The order is the sort order: worst last.</summary>
public enum StatusSeverity
{
    /// <summary>The kind has no status.</summary>
    None,

    /// <summary>As it should be.</summary>
    Healthy,

    /// <summary>Finished, stopped or paused on purpose.</summary>
    Idle,

    /// <summary>On its way; nothing to do but wait.</summary>
    Progressing,

    /// <summary>Works, but not as it should.</summary>
    Warning,

    /// <summary>Does not work.</summary>
    Failing,
}
