using System.Collections.Concurrent;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;

namespace Kpanda.Identity.Providers.Oidc;

/// <summary>
/// What providers say about themselves and their keys, as read within the last hour. A key that is not known is looked for once more, though not more often than every half minute: whoever makes up ids of keys
/// must not make us ask. A provider that fails is left alone for some seconds. Safe for concurrent use.
/// </summary>
internal sealed class ProviderDirectory(ProviderHttp http, TimeProvider time)
{
    private static readonly TimeSpan Believed = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenReads = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    private sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public ProviderMetadata? Metadata { get; set; }

        public DateTimeOffset Read { get; set; }

        public IReadOnlyList<SigningKey> Keys { get; set; } = [];

        public DateTimeOffset KeysRead { get; set; }

        public Error? Failure { get; set; }

        public DateTimeOffset Failed { get; set; }
    }

    /// <summary>What is known without asking; null where nothing is.</summary>
    public ProviderMetadata? Known(string issuer) => _entries.GetValueOrDefault(issuer)?.Metadata;

    /// <summary>Why the issuer could not be asked last; null where it could, or was not asked.</summary>
    public string? Problem(string issuer) => _entries.GetValueOrDefault(issuer)?.Failure?.Parameters.GetValueOrDefault(OidcErrors.Why);

    /// <summary>What the provider says about itself.</summary>
    public Task<Result<ProviderMetadata>> FindAsync(string issuer, CancellationToken cancellationToken) =>
        InTurnAsync(issuer, entry => MetadataAsync(entry, issuer, cancellationToken), cancellationToken);

    /// <summary>The key that a token is signed with: the one of its id, or the only one that fits where it names none.</summary>
    public Task<Result<SigningKey>> FindKeyAsync(ProviderMetadata metadata, IdToken token, CancellationToken cancellationToken) =>
        InTurnAsync<SigningKey>(
            metadata.Issuer,
            async entry =>
            {
                var now = time.GetUtcNow();
                if (now - entry.KeysRead < Believed && Choose(entry.Keys, token) is { } known) return known;
                if (now - entry.KeysRead >= BetweenReads)
                {
                    if (!(await http.GetAsync(metadata.Keys, bearer: null, cancellationToken)).TryGet(out var set, out var error)) return error;
                    entry.Keys = SigningKey.ReadAll(set);
                    entry.KeysRead = now;
                }

                return Choose(entry.Keys, token) is { } found ? found : OidcErrors.Answer("the provider has no such key");
            },
            cancellationToken);

    /// <summary>Reads it anew the next time.</summary>
    public void Forget(string issuer) => _entries.TryRemove(issuer, out _);

    private async Task<Result<T>> InTurnAsync<T>(string issuer, Func<Entry, Task<Result<T>>> ask, CancellationToken cancellationToken)
    {
        var entry = _entries.GetOrAdd(issuer, _ => new Entry());
        await entry.Turn.WaitAsync(cancellationToken);
        try
        {
            return await ask(entry);
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    private async Task<Result<ProviderMetadata>> MetadataAsync(Entry entry, string issuer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (entry.Metadata is { } known && now - entry.Read < Believed) return known;
        if (entry.Failure is { } before && now - entry.Failed < AfterFailure) return before;
        var answer = await http.GetAsync(ProviderMetadata.AddressFor(issuer), bearer: null, cancellationToken);
        var result = answer.TryGet(out var document, out var error) ? ProviderMetadata.Read(document, issuer, http) : error;
        if (result.TryGet(out var metadata, out error)) (entry.Metadata, entry.Read, entry.Failure) = (metadata, now, null);
        else (entry.Failure, entry.Failed) = (error, now);
        return result;
    }

    private static SigningKey? Choose(IReadOnlyList<SigningKey> keys, IdToken token)
    {
        var fitting = keys.Where(key => key.Fits(token.Algorithm) && (token.KeyId is null || key.Id == token.KeyId)).Take(2).ToList();
        return fitting.Count == 1 ? fitting[0] : null;
    }
}
