using System.Net;

namespace Kpanda.Sandbox.Host.InMemory;

/// <summary>The address of a listener inside this process.</summary>
internal sealed class InMemoryEndPoint(string name) : EndPoint
{
    public override string ToString() => $"memory:{name}";
}
