using System.Text.Json;
using Kpanda.Clusters.Errors;
using Kpanda.Gateway.Budgets;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Paging;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Search;
using Kpanda.Search.Query;

namespace Kpanda.Gateway.Logs;

/// <summary>The lines of all pods that a question means, merged. Pods that come while it runs join it; those that go are said to have gone.</summary>
internal sealed class LogFeed
{
    // Containers that are read at a time.
    private const int MostSources = 100;

    private const int BatchBytes = 512 * 1024;

    // A roll-out changes its pods many times a second.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Never = TimeSpan.FromDays(20);

    private readonly LogQuestion _question;
    private readonly IResourceIndex _index;
    private readonly KubeClient _client;
    private readonly Func<Result<IDisposable>> _place;
    private readonly Func<Error, string> _words;
    private readonly TimeProvider _time;
    private readonly LogMerge _merge;
    private readonly Dictionary<(string Uid, string Container), LogSource> _sources = [];
    private readonly List<LogEntry> _batch = [];
    private readonly List<LogSourceShape> _named = [];
    private int _lastId;
    private bool _saidMany;

    /// <summary>Makes it; <see cref="RunAsync"/> reads, <see cref="TakeAsync"/> takes.</summary>
    /// <param name="question">What is wanted; its rights are checked.</param>
    /// <param name="index">Where the pods are.</param>
    /// <param name="client">The member, as the person.</param>
    /// <param name="place">Takes a place in the budgets for one container.</param>
    /// <param name="words">Words of an error for the person.</param>
    /// <param name="time">The clock.</param>
    public LogFeed(LogQuestion question, IResourceIndex index, KubeClient client, Func<Result<IDisposable>> place, Func<Error, string> words, TimeProvider time)
    {
        (_question, _index, _client, _place, _words, _time) = (question, index, client, place, words, time);
        _merge = new LogMerge(question.Follow, time);
    }

    /// <summary>Follows the pods until there is nothing more to come, or it is cancelled.</summary>
    /// <returns>Null, or why nothing could be read at all.</returns>
    public async Task<Error?> RunAsync(CancellationToken cancellationToken)
    {
        var changed = new LogSignal(_time);
        var running = new List<Task>();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            if (!(await QueryAsync(end.Token)).TryGet(out var query, out var error)) return error;
            // The rights to these pods were checked in the words of the question.
            using var following = _question.Follow ? _index.Subscribe(query, AccessScope.All, _ => changed.Set()) : null;
            for (var isFirst = true; ; isFirst = false)
            {
                if (!(await PodsAsync(query, isFirst, end.Token)).TryGet(out var pods, out error)) return error;
                await UpdateAsync(pods, isFirst, running, end.Token);
                if (!_question.Follow) break;
                await changed.WaitAsync(Never, end.Token);
                await Task.Delay(Settling, _time, end.Token);
                running.RemoveAll(one => one.IsCompletedSuccessfully);
            }

            await Task.WhenAll(running);
            return null;
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _merge.Complete();
        }
    }

    /// <summary>The next lines, and the containers that were not named before; null where none come any more. What is returned is good until the next call.</summary>
    public async ValueTask<(IReadOnlyList<LogEntry> Lines, IReadOnlyList<LogSourceShape> Sources)?> TakeAsync(CancellationToken cancellationToken)
    {
        _batch.Clear();
        if (!await _merge.TakeAsync(_batch, BatchBytes, cancellationToken)) return null;
        lock (_named)
        {
            LogSourceShape[] sources = [.. _named];
            _named.Clear();
            return (_batch, sources);
        }
    }

    private async ValueTask<Result<ResourceQuery>> QueryAsync(CancellationToken cancellationToken)
    {
        var query = new ResourceQuery(LogQuestion.Pods.GroupResource)
        {
            Clusters = [_question.Cluster],
            Namespaces = [_question.Namespace],
            Page = new PageRequest(1, PageRequest.MaxPageSize),
        };
        if (_question.Pod.Length > 0) return query with { Name = _question.Pod };
        if (_question.Selector is { } labels) return query with { Labels = labels };
        var key = new ObjectKey(_question.Namespace, _question.Name);
        foreach (var served in _index.ServedResources(_question.Cluster).Where(one => one.Kind == _question.Kind && one.Namespaced && (_question.Group.Length == 0 || one.Gvr.Group == _question.Group)))
        {
            if (await _index.GetAsync(_question.Cluster, served.Gvr.GroupResource, key, cancellationToken) is { } owner)
                return query with { OwnerUid = owner.Body.GetProperty("metadata").GetProperty("uid").GetString() };
        }

        return Error.Of(ErrorCode.NotFound, "logs.workload", ("kind", _question.Kind), ("name", _question.Name), ("namespace", _question.Namespace));
    }

    private async ValueTask<Result<IReadOnlyList<LogPod>>> PodsAsync(ResourceQuery query, bool isFirst, CancellationToken cancellationToken)
    {
        var page = await _index.QueryAsync(query, AccessScope.All, cancellationToken);
        List<LogPod> pods = [.. page.Items.Select(one => LogPod.Of(one.Body))];
        if (pods.Count > 0 || !isFirst || _question.Pod.Length == 0) return pods;
        // It may have been made a moment ago; and only the member's own word that it is not there counts.
        var answer = await _client.GetAsync(LogQuestion.Pods, new ObjectKey(_question.Namespace, _question.Pod), cancellationToken);
        if (!answer.TryGet(out var pod, out var failure)) return failure.ToError(_question.Cluster);
        using var body = JsonDocument.Parse(pod.Json);
        return new List<LogPod> { LogPod.Of(body.RootElement) };
    }

    private async ValueTask UpdateAsync(IReadOnlyList<LogPod> pods, bool isFirst, List<Task> running, CancellationToken cancellationToken)
    {
        var there = pods.ToDictionary(pod => pod.Uid, StringComparer.Ordinal);
        foreach (var (key, source) in _sources.ToList())
        {
            var state = there.GetValueOrDefault(key.Uid)?.Containers.FirstOrDefault(one => one.Name == key.Container);
            source.Update(state);
            if (state is null) _sources.Remove(key);
        }

        // All of them are open before the first is read: none must come too late for its place in the order.
        var added = new List<(LogSource Source, LogMerge.Input Lines)>();
        foreach (var pod in pods)
        {
            foreach (var container in pod.Containers)
            {
                if (_sources.ContainsKey((pod.Uid, container.Name)) || (_question.Containers.Count > 0 && !_question.Containers.Contains(container.Name))) continue;
                if (_sources.Count >= MostSources) await SayManyAsync(cancellationToken);
                else added.Add(Open(pod, container, isFirst));
            }
        }

        foreach (var (source, lines) in added) running.Add(ReadAsync(source, lines, cancellationToken));
    }

    private (LogSource Source, LogMerge.Input Lines) Open(LogPod pod, LogContainer container, bool isFirst)
    {
        var id = ++_lastId;
        lock (_named) _named.Add(new LogSourceShape(id, pod.Name, container.Name));
        var lines = _merge.Open();
        var source = new LogSource(id, pod, container, isFirst, _question, lines, _words, _time);
        _sources[(pod.Uid, container.Name)] = source;
        return (source, lines);
    }

    private async Task ReadAsync(LogSource source, LogMerge.Input lines, CancellationToken cancellationToken)
    {
        if (!_place().TryGet(out var place, out var error))
        {
            await lines.AddAsync(new LogEntry(source.Id, LogTime.Of(_time.GetUtcNow()), "", _words(error)) { Notice = "failed" }, cancellationToken);
            lines.Close();
            return;
        }

        using (place) await source.RunAsync(_client, cancellationToken);
    }

    private async ValueTask SayManyAsync(CancellationToken cancellationToken)
    {
        if (_saidMany) return;
        _saidMany = true;
        var lines = _merge.Open();
        var words = _words(Error.Of(ErrorCode.ResourceExhausted, "logs.many", ("max", $"{MostSources}")));
        await lines.AddAsync(new LogEntry(0, LogTime.Of(_time.GetUtcNow()), "", words) { Notice = "many" }, cancellationToken);
        lines.Close();
    }
}
