namespace Kpanda.Server.EmbeddedSandbox;

/// <summary>Why something cannot be done with a simulated cluster.</summary>
internal static class SandboxReasons
{
    public const string AdministratorsOnly = "sandbox.administrators";
    public const string NotSimulated = "sandbox.unknown";
    public const string FaultUnknown = "sandbox.fault.unknown";
    public const string FaultEvery = "sandbox.fault.every";
    public const string FaultSeconds = "sandbox.fault.seconds";
    public const string FaultNoSkew = "sandbox.fault.skew";
    public const string FaultCode = "sandbox.fault.code";
    public const string FaultLength = "sandbox.fault.length";
    public const string FaultNode = "sandbox.fault.node";
    public const string FaultNamespace = "sandbox.fault.namespace";
    public const string FaultCertificate = "sandbox.fault.certificate";
    public const string FaultsTooMany = "sandbox.fault.many";
}
