using Kpanda.Sandbox.Controllers;

namespace Kpanda.Sandbox.Kubelet;

/// <summary>An image reference taken apart: <c>nginx</c> is <c>docker.io/library/nginx:latest</c>.</summary>
internal readonly record struct ImageReference(string Repository, string Tag)
{
    /// <summary>The reference as a container runtime reports it.</summary>
    public string Full => Tag.StartsWith("sha256:", StringComparison.Ordinal) ? $"{Repository}@{Tag}" : $"{Repository}:{Tag}";

    /// <summary>The last word of <c>…/sandbox/{word}</c>, which chooses a behaviour.</summary>
    public string? SandboxWord => Repository.Split('/') is [.., "sandbox", var word] ? word : null;

    /// <summary>What the runtime calls the pulled image.</summary>
    public string Id => Tag.StartsWith("sha256:", StringComparison.Ordinal) ? Full : $"{Repository}@sha256:{HexDigest.Of(Full)}";

    /// <summary>A size in bytes that is always the same for an image.</summary>
    public long Size => 8_000_000 + (long)(SafeNames.Hash64(Full) % 180_000_000);

    public static ImageReference Parse(string image)
    {
        var digest = image.IndexOf('@', StringComparison.Ordinal);
        var tag = "latest";
        var repository = image;
        if (digest >= 0)
            (repository, tag) = (image[..digest], image[(digest + 1)..]);
        var colon = repository.LastIndexOf(':');
        if (colon > repository.LastIndexOf('/'))
        {
            if (digest < 0)
                tag = repository[(colon + 1)..];
            repository = repository[..colon];
        }
        return new(Complete(repository), tag);
    }

    private static string Complete(string repository)
    {
        var slash = repository.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return "docker.io/library/" + repository;
        var host = repository[..slash];
        return host.Contains('.', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal) || host == "localhost" ? repository : "docker.io/" + repository;
    }
}
