namespace Kpanda.Kube;

/// <summary>Options of list and watch.</summary>
public sealed record KubeListOptions
{
    /// <summary>No options.</summary>
    public static KubeListOptions Default { get; } = new();

    /// <summary>Label selector in query form.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Field selector in query form.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Most objects of one page; 0 for all.</summary>
    public int Limit { get; init; }

    /// <summary>Token of the page before.</summary>
    public string? Continue { get; init; }

    /// <summary>Version to list at; null for the newest, <c>0</c> for whatever the member has at hand.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>How the objects of the list or watch are shown; a table is asked for by <see cref="KubeClient.TableAsync"/>.</summary>
    public KubeRepresentation Representation { get; init; }

    /// <summary>Seconds after which the member ends a watch; null for its default.</summary>
    public int? TimeoutSeconds { get; init; }
}
