namespace Kpanda.KubeModel.Patches;

/// <summary>What a strategic merge patch must know of the place that it changes.</summary>
public interface IPatchSchema
{
    /// <summary>The schema of a field of this object, or of a value of this map; null where nothing is known.</summary>
    IPatchSchema? Field(string name);

    /// <summary>The schema of the elements of this list.</summary>
    IPatchSchema? Items { get; }

    /// <summary>Whether a list here is merged; otherwise it is replaced.</summary>
    bool MergesList { get; }

    /// <summary>Whether an object here is replaced as a whole.</summary>
    bool ReplacesMap { get; }

    /// <summary>The field that tells the elements of a merged list apart; null for a list of plain values.</summary>
    string? MergeKey { get; }
}
