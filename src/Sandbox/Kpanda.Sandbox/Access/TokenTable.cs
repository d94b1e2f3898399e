using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Kpanda.Sandbox.Access;

/// <summary>The bearer tokens of one cluster. Thread-safe.</summary>
public sealed class TokenTable
{
    private readonly ConcurrentDictionary<string, SandboxUser> users = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (DateTimeOffset Expires, Func<DateTimeOffset> Now)> expiring = new(StringComparer.Ordinal);

    /// <summary>A table that holds the administrator's token; null makes a random one.</summary>
    public TokenTable(string? adminToken)
    {
        AdminToken = adminToken ?? NewToken();
        Add(AdminToken, new SandboxUser("kubernetes-admin", ["system:masters", "system:authenticated"]));
    }

    /// <summary>The token of the cluster's administrator, for kubeconfigs.</summary>
    public string AdminToken { get; }

    /// <summary>Accepts a token for a user.</summary>
    public void Add(string token, SandboxUser user) => users[token] = user;

    /// <summary>Makes a new token for a user and accepts it.</summary>
    public string Issue(SandboxUser user)
    {
        var token = NewToken();
        Add(token, user);
        return token;
    }

    /// <summary>Makes a token that is accepted until a time.</summary>
    internal string Issue(SandboxUser user, DateTimeOffset expires, Func<DateTimeOffset> now)
    {
        var token = NewToken();
        expiring[token] = (expires, now);
        Add(token, user);
        return token;
    }

    /// <summary>The user of a token, or null.</summary>
    public SandboxUser? Find(string token)
    {
        if (!expiring.TryGetValue(token, out var end) || end.Now() < end.Expires) return users.GetValueOrDefault(token);
        Remove(token);
        return null;
    }

    /// <summary>Accepts a token no longer.</summary>
    internal void Remove(string token)
    {
        users.TryRemove(token, out _);
        expiring.TryRemove(token, out _);
    }

    internal static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
