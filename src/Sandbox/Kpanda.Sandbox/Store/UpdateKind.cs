namespace Kpanda.Sandbox.Store;

/// <summary>Which part of an object a write may touch.</summary>
public enum UpdateKind
{
    /// <summary>Everything but <c>status</c>, which is kept where the kind has a status sub-resource.</summary>
    Main,

    /// <summary><c>status</c> and metadata; the rest is kept.</summary>
    Status,

    /// <summary>Everything at once: for controllers that stand in for machinery below the API.</summary>
    Whole,
}
