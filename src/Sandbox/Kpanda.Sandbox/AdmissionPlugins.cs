namespace Kpanda.Sandbox;

/// <summary>Admission plugins of Kubernetes that are off by default.</summary>
[Flags]
public enum AdmissionPlugins
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>Pods go to the nodes that the annotation <c>scheduler.alpha.kubernetes.io/node-selector</c> of their namespace selects.</summary>
    PodNodeSelector = 1,

    /// <summary>
    /// Pods get the tolerations of the annotation <c>scheduler.alpha.kubernetes.io/defaultTolerations</c> of their namespace, and may have those alone that
    /// <c>scheduler.alpha.kubernetes.io/tolerationsWhitelist</c> allows.
    /// </summary>
    PodTolerationRestriction = 2,
}
