namespace Kpanda.Kube;

/// <summary>The kinds of patch that Kubernetes takes.</summary>
public enum PatchType
{
    /// <summary>RFC 6902, <c>application/json-patch+json</c>.</summary>
    Json,

    /// <summary>RFC 7386, <c>application/merge-patch+json</c>.</summary>
    Merge,

    /// <summary><c>application/strategic-merge-patch+json</c>: lists merge by key. Built-in kinds only.</summary>
    Strategic,

    /// <summary>Server-side apply, <c>application/apply-patch+yaml</c>.</summary>
    Apply,
}
