namespace Kpanda.Kube.Exec;

/// <summary>The streams of a program in a container, numbered as in Kubernetes' <c>v5.channel.k8s.io</c>.</summary>
public enum ExecChannel
{
    /// <summary>Its input.</summary>
    Input = 0,

    /// <summary>Its output.</summary>
    Output = 1,

    /// <summary>Its errors; nothing with a terminal.</summary>
    Error = 2,

    /// <summary>A <c>metav1.Status</c>, once, when it has ended.</summary>
    Status = 3,

    /// <summary>Sizes of the terminal.</summary>
    Resize = 4,
}
