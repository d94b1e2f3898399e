using Kpanda.Kube.Forward;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kpanda.Gateway.Forward;

/// <summary>Connections that become another protocol's: SPDY/3.1 of older clients, WebSocket of newer ones. Nothing in them is read here.</summary>
internal static class Upgrades
{
    private static readonly string[] Protocols = ["SPDY/3.1", "websocket"];

    // A member that takes nothing any more may have said why just before.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    /// <summary>The protocol that the caller wants to switch to; empty for none that passes (HTTP itself takes an upgrade that is not made for a plain request).</summary>
    public static string Asked(HttpContext context)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true }) return "";
        var asked = context.Request.Headers.Upgrade;
        return asked.Count == 1 ? Protocols.FirstOrDefault(protocol => protocol.Equals(asked.ToString(), StringComparison.OrdinalIgnoreCase)) ?? "" : "";
    }

    /// <summary>Switches with the caller too, and copies both ways until either side ends. The member has switched already.</summary>
    public static async Task RunAsync(HttpContext context, ForwardAnswer answer, string protocol, CancellationToken end)
    {
        ForwardHeaders.ToResponse(answer, context.Response.Headers);
        context.Response.Headers.Upgrade = protocol;
        await using var caller = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        await CopyBothWaysAsync(caller, answer.Body, end);
    }

    /// <summary>Copies both ways until either side ends, or takes no more bytes and has nothing more to say.</summary>
    public static async Task CopyBothWaysAsync(Stream caller, Stream member, CancellationToken end)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end);
        var toMember = ByteCopy.RunAsync(caller, member, silentFor: null, over.Token);
        var toCaller = ByteCopy.RunAsync(member, caller, silentFor: null, over.Token);
        if (await Task.WhenAny(toMember, toCaller) == toMember && toMember.Exception?.InnerException is UnreadException)
            await toCaller.WaitAsync(LastWords, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await over.CancelAsync();
        // What is broken or cut on one side ends the other: these protocols say goodbye inside.
        await Task.WhenAll(toMember, toCaller).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
