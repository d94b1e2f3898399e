namespace Kpanda.Server.EmbeddedSandbox;

/// <summary>Why something cannot be done with a simulated cluster.</summary>
internal static class SandboxReasons
{
    public const string AdministratorsOnly = "sandbox.administrators";
    public const string NotSimulated = "sandbox.unknown";
    public const string FaultUnknown = "sandbox.fault.unknown";
    public const string FaultCannotBe = "sandbox.fault.impossible";
    public const string FaultsTooMany = "sandbox.fault.many";
}
