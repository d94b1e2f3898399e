namespace Kpanda.Sandbox.Faults;

/// <summary>What can be wrong with a cluster.</summary>
public enum FaultKind
{
    /// <summary>Connections are cut before an answer.</summary>
    CutOff,

    /// <summary>Requests are taken and never answered.</summary>
    Frozen,

    /// <summary>Answers come late.</summary>
    Slow,

    /// <summary>By turns here and cut off.</summary>
    Flapping,

    /// <summary>429 with <c>Retry-After</c>.</summary>
    TooManyRequests,

    /// <summary>Answers of the 500s.</summary>
    Errors,

    /// <summary>Watches are told that their version is too old, and must list anew.</summary>
    ExpiredWatches,

    /// <summary>A node has no power: its kubelet is silent and nothing reaches its containers.</summary>
    NodeDown,

    /// <summary>The clocks of the API server and of the nodes are wrong.</summary>
    ClockSkew,

    /// <summary>The API server shows a certificate that clients have no reason to trust.</summary>
    ChangedCertificate,

    /// <summary>A ResourceQuota has no room for one object more in a namespace.</summary>
    FullQuota,

    /// <summary>etcd has no room: nothing can be written.</summary>
    FullStorage,

    /// <summary>A webhook that judges writes does not answer, and is needed.</summary>
    WebhookDown,

    /// <summary>When it ends, the cluster is what it was when it began: etcd restored from a backup.</summary>
    DataLoss,
}
