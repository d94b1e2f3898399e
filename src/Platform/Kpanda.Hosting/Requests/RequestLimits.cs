namespace Kpanda.Hosting.Requests;

/// <summary>What a request may weigh, before anybody has been asked who is there.</summary>
public static class RequestLimits
{
    /// <summary>Bytes of a body. Larger than any object that a Kubernetes API server takes (3 MiB).</summary>
    public const long BodyBytes = 4 * 1024 * 1024;

    /// <summary>Bytes of all headers together.</summary>
    public const int HeaderBytes = 32 * 1024;
}
