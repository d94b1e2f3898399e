using System.Text;
using System.Text.Json.Nodes;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Kube.Tests.Conformance;

/// <summary>
/// The client's verbs against what a real 1.36.2 API server answered: each recorded request is made by the verb that a module would use, and what the client makes
/// of the recorded answer is compared with the answer itself.
/// </summary>
public sealed class RecordedAnswersTests(ITestOutputHelper output)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RecordedAnswers_AreUnderstood()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Recorded", "answers-1.36.2.jsonl"), Stop);
        JsonObject answer = [];
        await using var member = await FakeMember.StartAsync(context => ReplayAsync(context, answer));
        var client = member.Client(options: new() { Attempts = 1, CallsPerSecond = 10_000 });
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            answer = JsonNode.Parse(line)!.AsObject();
            var call = new RecordedCall(answer);
            try
            {
                kinds[call.Kind] = kinds.GetValueOrDefault(call.Kind) + 1;
                await CompareAsync(client, call);
                var asked = member.Requests.Last();
                asked.Method.ShouldBe(call.Method);
                Uri.UnescapeDataString(asked.Target.Split('?')[0]).ShouldBe(Uri.UnescapeDataString(call.Path));
            }
            catch (ShouldAssertException difference)
            {
                throw new ShouldAssertException($"{call.Method} {call.Path} ({call.Status}): {difference.Message}", difference);
            }
        }

        output.WriteLine($"{lines.Length} recorded answers: {string.Join(", ", kinds.Select(kind => $"{kind.Value} {kind.Key}"))}");
        kinds.Keys.ShouldBe(["document", "list", "table", "object", "create", "update", "patch", "delete", "watch", "text", "metadata list"], ignoreOrder: true);
    }

    private static Task ReplayAsync(HttpContext context, JsonObject answer)
    {
        context.Response.StatusCode = answer["status"]!.GetValue<int>();
        foreach (var (name, value) in answer["responseHeaders"]!.AsObject())
        {
            if (name is "Content-Type" or "Warning" or "Retry-After") context.Response.Headers[name] = value!.ToString();
        }

        return context.Response.WriteAsync(answer["response"] switch
        {
            JsonArray events => string.Concat(events.Select(change => change!.ToJsonString() + "\n")),
            JsonValue text => text.GetValue<string>(),
            var document => document!.ToJsonString(),
        });
    }

    private static async Task CompareAsync(KubeClient client, RecordedCall call)
    {
        switch (call.Kind)
        {
            case "watch":
                await WatchAsync(client, call);
                break;
            case "text":
                await TextAsync(client, call);
                break;
            case "list" or "metadata list":
                await ListAsync(client, call);
                break;
            default:
                Compare(await call.SendAsync(client, Stop), call);
                break;
        }
    }

    private static void Compare(KubeResult<KubeObject> result, RecordedCall call)
    {
        if (call.Status >= 300)
        {
            Refused(result.Failure, call);
            return;
        }

        result.TryGet(out var document, out var failure).ShouldBeTrue(failure?.Message);
        JsonNode.DeepEquals(JsonNode.Parse(document!.Json.Span), call.Answer).ShouldBeTrue("another document");
    }

    private static async Task ListAsync(KubeClient client, RecordedCall call)
    {
        var options = new KubeListOptions { Limit = 1, Representation = call.Kind == "list" ? KubeRepresentation.Object : KubeRepresentation.Metadata };
        var result = await client.ListAsync(call.Resource, call.Namespace, options, Stop);
        if (call.Status >= 300)
        {
            Refused(result.Failure, call);
            return;
        }

        result.TryGet(out var page, out var failure).ShouldBeTrue(failure?.Message);
        page!.ResourceVersion.ShouldBe(call.Answer!["metadata"]!["resourceVersion"]!.ToString());
        page.Continue.ShouldBe(call.Answer["metadata"]!["continue"]?.ToString());
        var items = call.Answer["items"]!.AsArray();
        page.Items.Count.ShouldBe(items.Count);
        foreach (var (found, expected) in page.Items.Zip(items))
        {
            var node = JsonNode.Parse(found.Json.Span)!.AsObject();
            var kind = call.Answer["kind"]!.ToString();
            node["kind"]!.ToString().ShouldBe(kind[..^"List".Length]);
            node["apiVersion"]!.ToString().ShouldBe(call.Answer["apiVersion"]!.ToString());
            var whole = expected!.DeepClone().AsObject();
            foreach (var name in new[] { "kind", "apiVersion" }) _ = (node.Remove(name), whole.Remove(name));
            JsonNode.DeepEquals(node, whole).ShouldBeTrue("another item");
        }
    }

    private static async Task WatchAsync(KubeClient client, RecordedCall call)
    {
        var seen = new List<WatchEvent>();
        await foreach (var change in client.WatchAsync(call.Resource, call.Namespace, "1", KubeListOptions.Default, Stop)) seen.Add(change);
        if (call.Answer is not JsonArray events)
        {
            Refused(seen.ShouldHaveSingleItem().Failure, call);
            return;
        }

        seen.Count.ShouldBe(events.Count);
        foreach (var (found, expected) in seen.Zip(events))
        {
            var type = expected!["type"]!.ToString();
            if (type == "ERROR")
            {
                found.Failure.ShouldNotBeNull().IsExpired.ShouldBe(expected["object"]!["code"]!.GetValue<int>() == 410);
                continue;
            }

            found.Type.ToString().ShouldBe(type, StringCompareShould.IgnoreCase);
            found.ResourceVersion.ShouldBe(expected["object"]!["metadata"]!["resourceVersion"]!.ToString());
            if (found.Type != WatchEventType.Bookmark) JsonNode.DeepEquals(JsonNode.Parse(found.Object!.Json.Span), expected["object"]).ShouldBeTrue("another object");
        }
    }

    private static async Task TextAsync(KubeClient client, RecordedCall call)
    {
        var opened = await client.RawAsync(HttpMethod.Get, KubePath.Document(call.Path), [], null, Stop);
        if (call.Status >= 300)
        {
            var failure = opened.Failure.ShouldNotBeNull();
            (failure.HttpStatus, failure.Phase, failure.Status).ShouldBe((call.Status, FailurePhase.Refused, null));
            return;
        }

        opened.TryGet(out var stream, out _).ShouldBeTrue();
        await using var open = stream!;
        using var reader = new StreamReader(open.Body, Encoding.UTF8);
        (await reader.ReadToEndAsync(Stop)).ShouldBe(call.Answer!.ToString());
    }

    private static void Refused(KubeFailure? failure, RecordedCall call)
    {
        failure.ShouldNotBeNull();
        failure.HttpStatus.ShouldBe(call.Status);
        failure.Phase.ShouldBe(call.Status >= 500 || call.Status == 429 ? FailurePhase.Server : FailurePhase.Refused);
        failure.Message.ShouldBe(call.Answer!["message"]!.ToString());
        failure.Status.ShouldNotBeNull().Reason.ShouldBe(call.Answer["reason"]?.ToString());
        (failure.Status.Details?.Causes?.Count ?? 0).ShouldBe((call.Answer["details"]?["causes"] as JsonArray)?.Count ?? 0);
        failure.IsConflict.ShouldBe(call.Status == 409);
        failure.IsNotFound.ShouldBe(call.Status == 404);
    }
}
