using System.Collections.Concurrent;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Providers.Ldap.Protocol;
using Kpanda.Kube.Dial;

namespace Kpanda.Identity.Providers.Ldap;

/// <summary>
/// Asks directories: the first server that answers, over a connection that is the platform's own account there. Addresses are judged by the egress policy at each connection. A server that does not answer is left
/// alone for some seconds by those who sign in. Safe for concurrent use.
/// </summary>
internal sealed class LdapDirectory(LdapStore store, IdentityOptions options, TimeProvider time)
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly DirectDialer _dialer = new(options.Egress);
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, Error Why)> _failed = new(StringComparer.Ordinal);

    /// <summary>A question to a directory.</summary>
    /// <param name="Servers">Where it is, in order.</param>
    /// <param name="Limit">How long all of it may take.</param>
    /// <param name="IsHasty">Whether a server that has just failed is not asked again.</param>
    internal sealed record Question(IEnumerable<LdapServer> Servers, string BindDn, string BindPassword, TimeSpan Limit, bool IsHasty);

    /// <summary>The question to a provider's directory.</summary>
    public Question Of(LdapProvider provider, TimeSpan limit, bool isHasty = false) => new(provider.Settings.Servers, provider.Settings.BindDn, store.Open(provider), limit, isHasty);

    /// <summary>What <paramref name="ask"/> finds out; else why the directory cannot be asked.</summary>
    public async Task<Result<T>> AskAsync<T>(Question question, Func<LdapConnection, CancellationToken, Task<Result<T>>> ask, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(question.Limit);
        try
        {
            var connected = await ConnectAsync(question, limit.Token);
            if (!connected.TryGet(out var connection, out var error)) return error;
            await using (connection)
            {
                // Without a name: what the directory tells nobody in particular.
                if (question.BindDn.Length > 0) await connection.BindAsync(question.BindDn, question.BindPassword, limit.Token);
                return await ask(connection, limit.Token);
            }
        }
        catch (LdapException failure)
        {
            return LdapErrors.Of(failure);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return LdapErrors.Of(new LdapException(LdapFault.Unreachable, $"it takes longer than {question.Limit.TotalSeconds:0.#} s"));
        }
    }

    private async Task<Result<LdapConnection>> ConnectAsync(Question question, CancellationToken cancellationToken)
    {
        Error? last = null;
        foreach (var server in question.Servers)
        {
            var key = $"{server}";
            if (question.IsHasty && _failed.TryGetValue(key, out var before) && time.GetUtcNow() - before.At < AfterFailure)
            {
                last = before.Why;
                continue;
            }

            try
            {
                var connection = await LdapConnection.ConnectAsync(server, _dialer, cancellationToken);
                _failed.TryRemove(key, out _);
                return connection;
            }
            catch (LdapException failure)
            {
                last = LdapErrors.Of(failure);
                _failed[key] = (time.GetUtcNow(), last);
            }
        }

        return last ?? LdapErrors.Of(new LdapException(LdapFault.Unreachable, "it has no address"));
    }
}
