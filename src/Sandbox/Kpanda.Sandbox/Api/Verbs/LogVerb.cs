using System.Globalization;
using System.Text;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Logs;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Api.Verbs;

/// <summary>pods/log: the lines of one container, cut and stamped as asked.</summary>
internal static class LogVerb
{
    public static async Task<Answer> RunAsync(ApiRequest request)
    {
        if (request.Cluster.Store.Get(request.Kind.Storage, request.Namespace, request.Name) is not { } pod) return Failure.NotFound(request.Resource, request.Name);
        var node = pod.ToNode();
        var spec = node.Child("spec");
        var names = spec.Each("initContainers").Concat(spec.Each("containers")).Concat(spec.Each("ephemeralContainers")).Select(c => c.Text("name") ?? "").ToList();
        var regular = spec.Each("containers").Select(c => c.Text("name") ?? "").ToList();
        var container = request.Query["container"].ToString();
        if (container.Length == 0)
        {
            if (regular.Count != 1)
            {
                return Failure.BadRequest($"a container name must be specified for pod {request.Name}, choose one of: [{string.Join(' ', regular)}]");
            }

            container = regular[0];
        }
        else if (!names.Contains(container))
        {
            return Failure.BadRequest($"container {container} is not valid for pod {request.Name}");
        }

        if (spec.Text("nodeName") is not { Length: > 0 }) return await EmptyAsync(request);
        if (KubeletReach.RefusesLog(request.Cluster, node, container) is { } away) return away;
        var previous = ListQuery.Truth(request.Query, "previous") == true;
        if (Waiting(node, container, previous) is { } waiting) return Failure.BadRequest(waiting);
        if (request.Cluster.PodLogs is not { } logs) return await EmptyAsync(request);
        var wanted = new PodLogRequest(pod, container) { Follow = ListQuery.Truth(request.Query, "follow") == true, Previous = previous };
        await CopyAsync(request, logs, wanted);
        return WrittenAnswer.Instance;
    }

    private static string? Waiting(System.Text.Json.Nodes.JsonObject pod, string container, bool previous)
    {
        var all = pod.Child("status").Each("containerStatuses").Concat(pod.Child("status").Each("initContainerStatuses")).Concat(pod.Child("status").Each("ephemeralContainerStatuses"));
        var status = all.FirstOrDefault(s => s.Text("name") == container);
        var name = pod.Child("metadata").Text("name");
        if (previous)
            return status.Child("lastState", "terminated") is null ? $"previous terminated container \"{container}\" in pod \"{name}\" not found" : null;
        var state = status.Child("state");
        if (status is null) return $"container \"{container}\" in pod \"{name}\" is waiting to start: ContainerCreating";
        if (state.Child("waiting") is not { } waiting || status.Child("lastState", "terminated") is not null) return null;
        var reason = waiting.Text("reason") ?? "ContainerCreating";
        return reason is "ErrImagePull" or "ImagePullBackOff"
            ? $"container \"{container}\" in pod \"{name}\" is waiting to start: {(reason == "ErrImagePull" ? "image can't be pulled" : "trying and failing to pull image")}"
            : $"container \"{container}\" in pod \"{name}\" is waiting to start: {reason}";
    }

    private static async Task<Answer> EmptyAsync(ApiRequest request)
    {
        Start(request.Http.Response);
        await request.Http.Response.Body.FlushAsync(request.Cancel);
        return WrittenAnswer.Instance;
    }

    private static void Start(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/plain";
    }

    private static async Task CopyAsync(ApiRequest request, IPodLogs logs, PodLogRequest wanted)
    {
        Start(request.Http.Response);
        var filter = new LineFilter(request);
        var body = request.Http.Response.Body;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(request.Cancel, request.Stopping);
        try
        {
            // The tail is known only when the lines so far have been read; what follows is sent as it comes.
            if (filter.Tail is { } tail)
            {
                var last = new Queue<PodLogLine>();
                await foreach (var line in logs.Read(wanted with { Follow = false }, request.Cancel))
                {
                    if (!filter.Wants(line)) continue;
                    last.Enqueue(line);
                    if (last.Count > tail) last.Dequeue();
                }

                foreach (var line in last) await WriteAsync(filter.Text(line));
                if (!wanted.Follow) return;
                await body.FlushAsync(request.Cancel);
                var until = last.Count > 0 ? last.Last().Time : request.Cluster.Time.GetUtcNow();
                await CopyAsync(line => line.Time > until);
                return;
            }

            await CopyAsync(_ => true);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The reader has gone, or the server goes.
        }

        // What comes at once goes out at once: nobody waits for the end of a burst, and not each line of one costs a packet.
        async Task CopyAsync(Func<PodLogLine, bool> isNew)
        {
            await using var lines = logs.Read(wanted, end.Token).GetAsyncEnumerator(end.Token);
            while (true)
            {
                var next = lines.MoveNextAsync();
                if (!next.IsCompleted && wanted.Follow) await body.FlushAsync(request.Cancel);
                if (!await next) return;
                if (isNew(lines.Current) && filter.Wants(lines.Current) && !await WriteAsync(filter.Text(lines.Current))) return;
            }
        }

        async Task<bool> WriteAsync(string text)
        {
            var bytes = filter.Cut(Encoding.UTF8.GetBytes(text));
            await body.WriteAsync(bytes, request.Cancel);
            return !filter.Full;
        }
    }

    private sealed class LineFilter
    {
        private readonly DateTimeOffset? since;
        private readonly bool timestamps;
        private long? left;

        public LineFilter(ApiRequest request)
        {
            timestamps = ListQuery.Truth(request.Query, "timestamps") == true;
            if (long.TryParse(request.Query["tailLines"], CultureInfo.InvariantCulture, out var tail) && tail >= 0) Tail = tail;
            if (long.TryParse(request.Query["limitBytes"], CultureInfo.InvariantCulture, out var limit) && limit > 0) left = limit;
            if (long.TryParse(request.Query["sinceSeconds"], CultureInfo.InvariantCulture, out var seconds)) since = request.Cluster.Time.GetUtcNow().AddSeconds(-seconds);
            else if (DateTimeOffset.TryParse(request.Query["sinceTime"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) since = time;
        }

        public long? Tail { get; }

        public bool Full => left == 0;

        public bool Wants(PodLogLine line) => since is null || line.Time >= since;

        public string Text(PodLogLine line) =>
            timestamps ? $"{line.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture)} {line.Text}\n" : line.Text + "\n";

        public ReadOnlyMemory<byte> Cut(byte[] bytes)
        {
            if (left is not { } room) return bytes;
            var take = (int)Math.Min(room, bytes.Length);
            left = room - take;
            return bytes.AsMemory(0, take);
        }
    }
}
