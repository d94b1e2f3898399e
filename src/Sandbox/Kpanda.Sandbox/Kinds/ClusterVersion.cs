using System.Globalization;
using System.Text.RegularExpressions;

namespace Kpanda.Sandbox.Kinds;

/// <summary>Reads the version that a cluster says it is, and knows which API features came with which minor version of Kubernetes.</summary>
public static partial class ClusterVersion
{
    /// <summary>The oldest minor version that clusters can be.</summary>
    public const int Oldest = 20;

    /// <summary>The newest minor version that clusters can be.</summary>
    public const int Newest = 36;

    /// <summary>Discovery of all groups in one document, as <c>apidiscovery.k8s.io/v2beta1</c>.</summary>
    public const int AggregatedDiscoveryBeta = 27;

    /// <summary>The same as <c>apidiscovery.k8s.io/v2</c>.</summary>
    public const int AggregatedDiscovery = 30;

    /// <summary>The last with the beta of aggregated discovery.</summary>
    public const int AggregatedDiscoveryBetaLast = 34;

    /// <summary>OpenAPI version 3.</summary>
    public const int OpenApiV3 = 24;

    /// <summary>The parameter <c>fieldValidation</c>.</summary>
    public const int FieldValidation = 25;

    /// <summary>Rules in CEL in the schemas of custom kinds.</summary>
    public const int RulesInSchemas = 25;

    /// <summary>Fields of custom objects that do not change are not judged again.</summary>
    public const int Ratcheting = 30;

    /// <summary>Pod Security admission.</summary>
    public const int PodSecurity = 23;

    /// <summary>AppArmor profiles are fields of pods, and annotations are taken for them.</summary>
    public const int AppArmorFields = 30;

    /// <summary>Commands over WebSockets whose input can be ended: <c>v5.channel.k8s.io</c>.</summary>
    public const int CommandChannels5 = 30;

    /// <summary>SPDY tunnelled through WebSockets for port-forwarding.</summary>
    public const int TunnelledPorts = 31;

    /// <summary>A Job that one of its pods ends for good says so in a condition of its own before it has failed.</summary>
    public const int PodFailurePolicies = 26;

    /// <summary>A Job says first that it will end, and has ended when none of its pods stops any more; why it is complete is told, too.</summary>
    public const int JobsEndInTwoSteps = 31;

    /// <summary>Streams that are opened with GET ask for the right to create them, too.</summary>
    public const int StreamsAreCreated = 35;

    /// <summary>A service account that is known by a token has an extra fact that says which.</summary>
    public const int TokenIds = 30;

    /// <summary>Tokens of service accounts can be bound to nodes.</summary>
    public const int TokensOfNodes = 31;

    /// <summary>Acting as somebody else can be allowed for some requests only.</summary>
    public const int ConstrainedImpersonation = 36;

    /// <summary>A user who is known by a certificate has an extra fact that says which.</summary>
    public const int CertificateIds = 32;

    /// <summary>Certificates may name the uid of a user.</summary>
    public const int CertificateUids = 33;

    /// <summary>The versions that clusters can be, in words.</summary>
    public static string Range => $"v1.{Oldest}.0 to v1.{Newest}";

    /// <summary>Whether a cluster can be of that version, such as <c>v1.24.17</c>.</summary>
    public static bool IsKnown(string version) => Form().IsMatch(version) && MinorOf(version) is >= Oldest and <= Newest;

    /// <summary>The minor version of <c>v1.24.17</c>: 24. A version that cannot be read counts as the newest.</summary>
    public static int MinorOf(string version) =>
        version.TrimStart('v').Split('.') is [_, var minor, ..] && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Newest;

    [GeneratedRegex(@"^v1\.\d{1,3}\.\d{1,3}$")]
    private static partial Regex Form();
}
