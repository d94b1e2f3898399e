using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Kpanda.Sandbox.Access;

/// <summary>The bearer tokens of one cluster. Thread-safe.</summary>
public sealed class TokenTable
{
    /// <summary>The audience of the API server itself: whom tokens are for unless they say otherwise.</summary>
    internal const string ApiAudience = "https://kubernetes.default.svc.cluster.local";

    private const string Unknown = "invalid bearer token";
    private static readonly string[] ForApiServer = [ApiAudience];

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>A table that holds the administrator's token; null makes a random one.</summary>
    public TokenTable(string? adminToken)
    {
        AdminToken = adminToken ?? NewToken();
        Add(AdminToken, new SandboxUser("kubernetes-admin", ["system:masters", "system:authenticated"]));
    }

    /// <summary>The token of the cluster's administrator, for kubeconfigs.</summary>
    public string AdminToken { get; }

    /// <summary>Accepts a token for a user.</summary>
    public void Add(string token, SandboxUser user) => entries[token] = new(user, ForApiServer, null);

    /// <summary>Makes a new token for a user and accepts it.</summary>
    public string Issue(SandboxUser user)
    {
        var token = NewToken();
        Add(token, user);
        return token;
    }

    /// <summary>The user of a token that is meant for the API server, or null.</summary>
    public SandboxUser? Find(string token) => Review(token, ForApiServer).User;

    /// <summary>Makes a token for some audiences, accepted while <paramref name="problem"/> finds none; what it finds is told to who has it reviewed.</summary>
    internal string Issue(SandboxUser user, IReadOnlyList<string> audiences, Func<string?> problem)
    {
        var token = NewToken();
        entries[token] = new(user, audiences, problem);
        return token;
    }

    /// <summary>Who a token stands for towards somebody who is one of the audiences, and which of them it is meant for; else what is wrong, in Kubernetes' words.</summary>
    internal (SandboxUser? User, IReadOnlyList<string> Audiences, string? Problem) Review(string token, IReadOnlyList<string> audiences)
    {
        if (!entries.TryGetValue(token, out var entry)) return (null, [], Unknown);
        List<string> met = [.. audiences.Where(entry.Audiences.Contains)];
        if (met.Count > 0) return entry.Problem?.Invoke() is { } problem ? (null, [], $"[{Unknown}, {problem}]") : (entry.User, met, null);

        // Only tokens of service accounts name their audiences; whom they are for is asked before whether they still count.
        return (null, [], entry.User.IsServiceAccount ? $"[{Unknown}, token audiences {Quoted(entry.Audiences)} is invalid for the target audiences {Quoted(audiences)}]" : Unknown);
    }

    /// <summary>Accepts a token no longer.</summary>
    internal void Remove(string token) => entries.TryRemove(token, out _);

    internal static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    private static string Quoted(IEnumerable<string> words) => $"[{string.Join(' ', words.Select(word => $"\"{word}\""))}]";

    private sealed record Entry(SandboxUser User, IReadOnlyList<string> Audiences, Func<string?>? Problem);
}
