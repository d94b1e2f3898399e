namespace Kpanda.Clusters;

/// <summary>The types of conditions.</summary>
public static class ClusterConditions
{
    /// <summary>The member answers and says that it is ready.</summary>
    public const string Ready = "Ready";

    /// <summary>The credential may act as others: without it only platform administrators can change anything.</summary>
    public const string CanImpersonate = "CanImpersonate";

    /// <summary>The credential may list everything: without it parts of the index stay empty.</summary>
    public const string CanList = "CanList";

    /// <summary>The credential may watch everything.</summary>
    public const string CanWatch = "CanWatch";

    /// <summary>The credential may bind roles: without it rights given here cannot be put into the member.</summary>
    public const string CanBind = "CanBind";

    /// <summary>Group <c>kpanda:platform-admins</c> is bound to cluster-admin in the member.</summary>
    public const string AdministratorsBound = "AdministratorsBound";
}
