using Kpanda.Hosting.Sessions;
using Kpanda.Permissions.Rbac;
using Microsoft.Extensions.Logging;

namespace Kpanda.Permissions.Roles;

/// <summary>
/// The roles as they hold now: the templates, with what somebody added and took away. Changed in the database, read from there at once by this replica and within two seconds by the
/// others. Safe for concurrent use.
/// </summary>
internal sealed partial class RoleRules(RoleAdjustmentStore store, RightsChanges rights, ILogger<RoleRules> logger) : IRoleRules, IDisposable
{
    private readonly SemaphoreSlim _reading = new(1);
    private volatile Page _now = Page.BuiltIn;

    /// <inheritdoc />
    public long Version => _now.Version;

    /// <inheritdoc />
    public RuleSet Of(string role) => _now.Rules.GetValueOrDefault(role, RuleSet.None);

    /// <summary>What was changed about a role; null where it is as it was built in.</summary>
    public RoleAdjustment? AdjustmentOf(string role) => _now.Adjustments.GetValueOrDefault(role);

    /// <summary>Changes a role; false where somebody else did since <paramref name="before"/>.</summary>
    public async Task<bool> PutAsync(RoleAdjustment adjustment, DateTimeOffset? before, CancellationToken cancellationToken)
    {
        var done = await store.PutAsync(adjustment, before, cancellationToken);
        await ReadAsync(CancellationToken.None);
        return done;
    }

    /// <summary>Makes a role what it was built in as; false where somebody else changed it since <paramref name="before"/>.</summary>
    public async Task<bool> RestoreAsync(string role, DateTimeOffset? before, CancellationToken cancellationToken)
    {
        var done = await store.RemoveAsync(role, before, cancellationToken);
        await ReadAsync(CancellationToken.None);
        return done;
    }

    /// <summary>Reads what others changed, if they did.</summary>
    public async Task NoticeAsync(CancellationToken cancellationToken)
    {
        if (await store.VersionAsync(cancellationToken) != Version) await ReadAsync(cancellationToken);
    }

    public void Dispose() => _reading.Dispose();

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            var (version, adjustments) = await store.ReadAsync(cancellationToken);
            if (version <= Version) return;
            _now = Read(version, adjustments);
            rights.TellAll();
        }
        finally
        {
            _reading.Release();
        }
    }

    private Page Read(long version, IReadOnlyList<RoleAdjustment> adjustments)
    {
        var rules = new Dictionary<string, RuleSet>(Page.BuiltIn.Rules, StringComparer.Ordinal);
        foreach (var adjustment in adjustments)
        {
            if (!RoleTemplates.BuiltIn.TryGetValue(adjustment.Role, out var builtIn)) continue;

            // What was good when it was written may not go with the templates of a later version: then these hold alone.
            if (AdjustedRules.Of(adjustment.Role, builtIn, adjustment.Additions, adjustment.Subtractions).TryGet(out var final, out var error)) rules[adjustment.Role] = new RuleSet(final);
            else Log.Ignored(logger, adjustment.Role, error.Reason);
        }

        return new(version, rules, adjustments.ToDictionary(static one => one.Role, StringComparer.Ordinal));
    }

    private sealed record Page(long Version, Dictionary<string, RuleSet> Rules, Dictionary<string, RoleAdjustment> Adjustments)
    {
        public static Page BuiltIn { get; } =
            new(0, RoleTemplates.BuiltIn.ToDictionary(static pair => pair.Key, static pair => new RuleSet(pair.Value), StringComparer.Ordinal), []);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What was changed about role {Role} does not hold any more ({Reason}): it is as it was built in")]
        public static partial void Ignored(ILogger logger, string role, string reason);
    }
}
