using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;

namespace Kpanda.Kube.Tokens;

/// <summary>
/// Renews the ServiceAccount token of a member's credential by <c>TokenRequest</c> (serviceaccounts/token) when four fifths of its life are over, as kubelets do:
/// the old one is still good then, so that there is no gap. The account needs the right to <c>create serviceaccounts/token</c> for itself.
/// </summary>
public sealed class TokenRenewal(TimeProvider time, KubeClient client, ITokenKeeper keeper)
{
    // Members refuse less; longer than they like they shorten by themselves.
    private static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);
    private static readonly GroupVersionResource ServiceAccounts = new("", "v1", "serviceaccounts");

    /// <summary>Runs until cancelled.</summary>
    /// <param name="token">What is known of the token in use.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task RunAsync(ServiceAccountToken token, CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            await DelayAsync(failures == 0 ? DueAt(token) : time.GetUtcNow() + RetryAfter(failures), cancellationToken);
            var answer = await RequestAsync(token, cancellationToken);
            if (!answer.TryGet(out var renewed, out var failure))
            {
                failures++;
                await keeper.OnFailedAsync(failure, cancellationToken);
                continue;
            }

            failures = 0;
            token = token with { Issued = time.GetUtcNow(), Expires = renewed.Expires };
            client.Transport.UseToken(renewed.Token);
            await keeper.OnRenewedAsync(renewed.Token, renewed.Expires, cancellationToken);
        }
    }

    /// <summary>When a token is renewed: after four fifths of its life.</summary>
    public static DateTimeOffset DueAt(ServiceAccountToken token) => token.Issued + (token.Lifetime * 0.8);

    private static TimeSpan RetryAfter(int failures)
    {
        var wait = FirstRetry * Math.Pow(2, Math.Min(failures - 1, 10));
        return wait < LongestRetry ? wait : LongestRetry;
    }

    // A timer cannot wait for longer than 49 days.
    private async Task DelayAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        while (until - time.GetUtcNow() is var left && left > TimeSpan.Zero) await Task.Delay(left < TimeSpan.FromDays(1) ? left : TimeSpan.FromDays(1), time, cancellationToken);
    }

    private async Task<KubeResult<(string Token, DateTimeOffset Expires)>> RequestAsync(ServiceAccountToken token, CancellationToken cancellationToken)
    {
        var life = token.Lifetime > ShortestLife ? token.Lifetime : ShortestLife;
        var body = new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            ["spec"] = new JsonObject { ["expirationSeconds"] = (long)life.TotalSeconds },
        };
        var answer = await client.CreateAsync(ServiceAccounts, new ObjectKey(token.Namespace, token.Name), "token", body, KubeWriteOptions.Default, cancellationToken);
        if (!answer.TryGet(out var created, out var failure)) return failure;
        using var json = created.Parse();
        var text = Text(json.RootElement, "token");
        if (text.Length > 0 && DateTimeOffset.TryParse(Text(json.RootElement, "expirationTimestamp"), CultureInfo.InvariantCulture, out var expires)) return (text, expires);
        return new KubeFailure(FailurePhase.Protocol, FailureSide.Member, "The answer to the TokenRequest holds no token.");
    }

    private static string Text(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.Object && status.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
