using System.Collections.Concurrent;
using System.Net.WebSockets;
using Kpanda.Clusters;
using Kpanda.Gateway.Budgets;
using Kpanda.Gateway.Forward;
using Kpanda.Gateway.Recordings;
using Kpanda.Gateway.Refusals;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Kube;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Kpanda.Gateway.Terminals;

/// <summary>The terminals that are open on this replica. Safe for concurrent use.</summary>
internal sealed class TerminalHub(
    IClusters clusters,
    IAuthorizer authorizer,
    GatewayBudgets budgets,
    IAuditLog audit,
    RightsChanges rights,
    TerminalTickets tickets,
    RecordingStore recordings,
    DebugContainer debug,
    NodeShell nodes,
    ErrorVocabulary words,
    GatewayOptions options,
    TimeProvider time,
    IHostApplicationLifetime host)
{
    private sealed record Entry(Terminal Terminal, Guid SessionId);

    private readonly ConcurrentDictionary<Guid, Entry> _open = new();

    /// <summary>How many are open.</summary>
    public int Count => _open.Count;

    /// <summary>Whether there is such a cluster.</summary>
    public bool Knows(string cluster) => clusters.Find(cluster) is not null;

    /// <summary>Whether somebody may open a terminal there.</summary>
    public ValueTask<Error?> DeniedAsync(Person person, TerminalTarget target, CancellationToken cancellationToken) => authorizer.DeniedAsync(person, target, cancellationToken);

    /// <summary>The place of a terminal that this session has; null where it has none of that id.</summary>
    public TerminalTarget? Find(Guid terminal, Guid sessionId) => _open.TryGetValue(terminal, out var entry) && entry.SessionId == sessionId ? entry.Terminal.Target : null;

    /// <summary>Runs a page's connection: the ticket, then the terminal.</summary>
    public async Task RunAsync(WebSocket socket, HttpContext context, ISessionLifetime session)
    {
        var browser = new Browser(socket);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, session.Ended, host.ApplicationStopping);
            patience.CancelAfter(options.TicketWait);
            if (await browser.ReadAsync(new byte[8 * 1024], patience.Token) is not { Message: { Ticket.Length: > 0 } first }
                || await tickets.RedeemAsync(first.Ticket, session.Id, patience.Token) is not { } ticket)
            {
                await RefuseAsync(browser, context, Refusal(context, Error.Of(ErrorCode.PermissionDenied, "terminal.ticket")));
                return;
            }

            if (ticket.Terminal == Guid.Empty) await OpenAsync(browser, context, session, ticket.Target, first);
            else if (!_open.TryGetValue(ticket.Terminal, out var entry)
                || entry.SessionId != session.Id
                || !await entry.Terminal.ShowAsync(browser, first.Columns, first.Rows, isNew: false, context.RequestAborted))
                await RefuseAsync(browser, context, new TerminalEnded("gone", null, ""));
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            browser.Abort();
        }
    }

    private async Task OpenAsync(Browser browser, HttpContext context, ISessionLifetime session, TerminalTarget target, TerminalMessage first)
    {
        var began = time.GetTimestamp();
        var person = context.CurrentPerson()!;
        var record = target.Record(AuditRecord.Of(context, person, AuditVia.Console, time.GetUtcNow()));
        if (await PlaceAsync(person, target, context.RequestAborted) is var placed && !placed.TryGet(out var place, out var error))
        {
            if (error.Code == ErrorCode.PermissionDenied) await audit.RecordAsync(record with { Status = StatusCodes.Status403Forbidden });
            await RefuseAsync(browser, context, Refusal(context, error));
            return;
        }

        using (place)
        {
            if ((await audit.BeginAsync(record, context.RequestAborted)).Error is { } unrecorded)
            {
                await RefuseAsync(browser, context, Refusal(context, unrecorded));
                return;
            }

            var status = StatusCodes.Status101SwitchingProtocols;
            try
            {
                if (!clusters.ClientAs(target.Cluster, person).TryGet(out var client, out error)
                    || !(await ShellAsync(client, target, Math.Max(1, first.Columns), Math.Max(1, first.Rows), context.RequestAborted)).TryGet(out var shell, out error))
                {
                    status = ErrorStatus.Of(error.Code);
                    await RefuseAsync(browser, context, Refusal(context, error));
                    return;
                }

                try
                {
                    await ServeAsync(browser, context, session, target, shell, first, record.Id);
                }
                finally
                {
                    if (shell.Remove is { } remove) await remove();
                }
            }
            finally
            {
                await audit.EndAsync(record with { Status = status, Latency = time.GetElapsedTime(began) });
            }
        }
    }

    private Task<Result<OpenShell>> ShellAsync(KubeClient client, TerminalTarget target, int columns, int rows, CancellationToken cancellationToken) =>
        target switch
        {
            { Node.Length: > 0 } => nodes.OpenAsync(client, target, columns, rows, cancellationToken),
            { IsDebug: true } => debug.OpenAsync(client, target, columns, rows, cancellationToken),
            _ => ShellFinder.OpenAsync(client, target, columns, rows, time, cancellationToken),
        };

    private async Task ServeAsync(Browser browser, HttpContext context, ISessionLifetime session, TerminalTarget target, OpenShell shell, TerminalMessage first, Guid audited)
    {
        var person = context.CurrentPerson()!;
        // The page may go before the terminal: the request lasts as long as the terminal does.
        await using var guard = new StreamGuard(
            context,
            CancellationToken.None,
            async token => await DeniedAsync(context.CurrentPerson() ?? person, target, token) is null,
            rights,
            options.CheckEvery,
            time,
            host.ApplicationStopping);
        await using var recording = options.Record
            ? await TerminalRecording.StartAsync(recordings, audited, $"{target.Cluster} {target.Namespace} {target.Pod}{target.Node} {target.Container}", Math.Max(1, first.Columns), Math.Max(1, first.Rows), time, context.RequestAborted)
            : null;
        await using var terminal = new Terminal(target, shell, recording, guard.End, () => Why(session), options.TerminalWait, time);
        _open[terminal.Id] = new Entry(terminal, session.Id);
        try
        {
            var running = terminal.RunAsync();
            await Task.WhenAll(running, terminal.ShowAsync(browser, first.Columns, first.Rows, isNew: true, context.RequestAborted));
        }
        finally
        {
            _open.TryRemove(terminal.Id, out _);
        }
    }

    private string Why(ISessionLifetime session) => host.ApplicationStopping.IsCancellationRequested ? "stopping" : session.Ended.IsCancellationRequested ? "session" : "rights";

    private async Task<Result<IDisposable>> PlaceAsync(Person person, TerminalTarget target, CancellationToken cancellationToken)
    {
        if (await DeniedAsync(person, target, cancellationToken) is { } denied) return denied;
        if (clusters.Find(target.Cluster) is not { } cluster) return GatewayErrors.Unknown(target.Cluster);
        return budgets.Enter(person, cluster, isStream: true);
    }

    private async Task RefuseAsync(Browser browser, HttpContext context, TerminalEnded refusal)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        patience.CancelAfter(options.TicketWait);
        await browser.RefuseAsync(refusal, patience.Token);
    }

    private TerminalEnded Refusal(HttpContext context, Error error) =>
        new(error.Reason == "terminal.no.shell" ? "no-shell" : "refused", null, words.Render(error, RequestLanguage.Of(context)));
}
