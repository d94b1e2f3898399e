using System.Net.WebSockets;
using Kpanda.Clusters;
using Kpanda.Gateway.Budgets;
using Kpanda.Gateway.Forward;
using Kpanda.Gateway.Refusals;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Search;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Kpanda.Gateway.Logs;

/// <summary>Opens logs: rights, budgets, audit, and what ends them. Safe for concurrent use.</summary>
internal sealed class LogHub(
    IClusters clusters,
    IResourceIndex index,
    IAuthorizer authorizer,
    GatewayBudgets budgets,
    IAuditLog audit,
    RightsChanges rights,
    ErrorVocabulary words,
    GatewayOptions options,
    TimeProvider time,
    IHostApplicationLifetime host)
{
    // For a page that takes nothing, and for one that has been told that it is over.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);

    /// <summary>Runs a page's connection: the question, then the lines.</summary>
    public async Task RunAsync(WebSocket socket, HttpContext context, ISessionLifetime session)
    {
        var page = new LogPage(socket, time);
        try
        {
            LogRequest? request;
            using (var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, session.Ended, host.ApplicationStopping))
            {
                patience.CancelAfter(options.TicketWait);
                request = await page.ReadQuestionAsync(patience.Token);
            }

            if (request is null) return;
            // NOTE: cancelling a receive aborts the socket, and nothing could be said any more: who listens stays until the page goes.
            var listening = page.ListenAsync(CancellationToken.None);
            var ended = LogQuestion.Of(request).TryGet(out var question, out var error)
                ? await OpenAsync(context, question, AuditVia.Console, (feed, token) => ServeAsync(page, listening, feed, token))
                : Refused(context, error);
            using var closing = new CancellationTokenSource(ClosePatience, time);
            using var cut = closing.Token.Register(page.Abort);
            await page.EndAsync(ended);
            await listening;
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            page.Abort();
        }
    }

    /// <summary>Opens the log and lets <paramref name="serve"/> take its lines; records it.</summary>
    /// <returns>Why it is over.</returns>
    public async Task<LogEnded> OpenAsync(HttpContext context, LogQuestion question, AuditVia via, Func<LogFeed, CancellationToken, Task> serve)
    {
        var began = time.GetTimestamp();
        var person = context.CurrentPerson()!;
        var record = AuditOf(context, person, question, via);
        if (await DeniedAsync(person, question, context.RequestAborted) is { } denied)
        {
            await audit.RecordAsync(record with { Status = StatusCodes.Status403Forbidden });
            return Refused(context, denied);
        }

        if (clusters.Find(question.Cluster) is not { } cluster) return Refused(context, GatewayErrors.Unknown(question.Cluster));
        if (!clusters.ClientAs(question.Cluster, person).TryGet(out var client, out var error)) return Refused(context, error);
        if ((await audit.BeginAsync(record, context.RequestAborted)).Error is { } unrecorded) return Refused(context, unrecorded);

        var status = StatusCodes.Status200OK;
        try
        {
            await using var guard = new StreamGuard(
                context,
                context.RequestAborted,
                async token => await DeniedAsync(context.CurrentPerson() ?? person, question, token) is null,
                rights,
                options.CheckEvery,
                time,
                host.ApplicationStopping);
            var feed = new LogFeed(question, index, client, () => budgets.Enter(person, cluster, isStream: true), failure => Words(context, failure), time);
            var failure = await RunAsync(feed, serve, guard.End);
            if (guard.End.IsCancellationRequested) return new LogEnded(Why(context), "");
            if (failure is null) return new LogEnded("done", "");
            status = ErrorStatus.Of(failure.Code);
            return Refused(context, failure);
        }
        finally
        {
            await audit.EndAsync(record with { Status = status, Latency = time.GetElapsedTime(began) });
        }
    }

    private LogEnded Refused(HttpContext context, Error error) => new("refused", Words(context, error)) { Failure = error };

    private string Words(HttpContext context, Error error) => words.Render(error, RequestLanguage.Of(context));

    private async ValueTask<Error?> DeniedAsync(Person person, LogQuestion question, CancellationToken cancellationToken)
    {
        foreach (var asked in question.Rights)
        {
            if ((await authorizer.CheckAsync(person, asked, cancellationToken)).Error is { } denied) return denied;
        }

        return null;
    }

    // Both sides end with each other; the feed is the one that knows why.
    private static async Task<Error?> RunAsync(LogFeed feed, Func<LogFeed, CancellationToken, Task> serve, CancellationToken end)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end);
        var reading = feed.RunAsync(over.Token);
        try
        {
            await serve(feed, over.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Told by the caller.
        }
        finally
        {
            await over.CancelAsync();
            // Nothing of it goes on behind the back of its budgets.
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        try
        {
            return await reading;
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task ServeAsync(LogPage page, Task listening, LogFeed feed, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // What is being sent when it ends may finish; a page that takes nothing is cut off.
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var cut = patience.Token.Register(page.Abort);
        using var ending = over.Token.Register(() => patience.CancelAfter(Patience));
        var showing = page.ShowAsync(feed, over.Token);
        var isGone = await Task.WhenAny(listening, showing) == listening;
        if (isGone) await over.CancelAsync();
        await showing;
    }

    private string Why(HttpContext context) =>
        host.ApplicationStopping.IsCancellationRequested ? "stopping" : context.Features.Get<ISessionLifetime>() is { Ended.IsCancellationRequested: true } ? "session" : "rights";

    private AuditRecord AuditOf(HttpContext context, Person person, LogQuestion question, AuditVia via)
    {
        var workload = question.Kind.Length > 0 ? index.ServedResources(question.Cluster).FirstOrDefault(one => one.Kind == question.Kind && (question.Group.Length == 0 || one.Gvr.Group == question.Group)) : null;
        return AuditRecord.Of(context, person, via, time.GetUtcNow()) with
        {
            Cluster = question.Cluster,
            Verb = "get",
            Resource = workload?.Gvr.Resource ?? "pods",
            Group = workload?.Gvr.Group ?? "",
            Subresource = "log",
            Namespace = question.Namespace,
            Name = workload is null ? question.Pod : question.Name,
        };
    }
}
