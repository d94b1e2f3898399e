using System.ComponentModel.DataAnnotations;

namespace Kpanda.Resources.Namespaces;

/// <summary>One policy: how strict, and what happens to pods that are not.</summary>
internal sealed record PodSecurity(
    [property: AllowedValues("LEVEL_UNSPECIFIED", "privileged", "baseline", "restricted")] string Level,
    [property: AllowedValues("MODE_UNSPECIFIED", "enforce", "audit", "warn")] string Mode);
