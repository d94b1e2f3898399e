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

    /// <summary>The credential is still good, and will be for a while.</summary>
    public const string CredentialValid = "CredentialValid";

    /// <summary>Component: the API server answers and is ready.</summary>
    public const string ApiServer = "APIServer";

    /// <summary>Component: etcd, as the API server sees it.</summary>
    public const string Etcd = "Etcd";

    /// <summary>Component: the nodes are ready.</summary>
    public const string Nodes = "Nodes";

    /// <summary>Component: the cluster's DNS has pods that are ready.</summary>
    public const string Dns = "DNS";

    /// <summary>Component: the metrics API is served.</summary>
    public const string Metrics = "Metrics";
}
