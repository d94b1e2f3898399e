using System.Net.Http;
using System.Text;
using System.Text.Json;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.Kube.Wire;
using Kpanda.KubeModel.Tests.Fuzzing;

namespace Kpanda.Kube.Tests.Wire;

/// <summary>Broken lists and watches by the thousand: objects whose every string can be read, or a failure; never another exception.</summary>
public sealed class WireFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
        ["{", "}", "[", "]", ",", ":", "\"", "\\", "\\ud800", "\\udc00", "\\u0000", "\ud800", "null", "true", "-1e9", "\"kind\":", "\"metadata\":", "\"items\":", "\"object\":", "\n", "\0", "é"];

    private static readonly string[] Lists =
    [
        """{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7","continue":"next","remainingItemCount":3},"items":[{"metadata":{"name":"a","labels":{"é":"\\u00e9"}},"spec":{"n":[1,2]}},{"metadata":{"name":"b"}},{}]}""",
        """{"apiVersion":"example.io/v1","items":[{"apiVersion":"example.io/v1","kind":"Thing","metadata":{"name":"a"}}],"kind":"ThingList","metadata":{"continue":"","resourceVersion":"7"}}""",
    ];

    private static readonly string[] Watches =
    [
        """
        {"type":"ADDED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","resourceVersion":"1"}}}
        {"type":"MODIFIED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"é\\u00e9","resourceVersion":"2"},"spec":{"n":[1,{"x":null}]}}}
        {"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"3","annotations":{"k8s.io/initial-events-end":"true"}}}}
        {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too old","reason":"Expired","code":410}}

        """,
    ];

    private int _objects;
    private int _failures;

    [Fact]
    public void AnyList_IsObjectsOrAFailure()
    {
        Run(Lists, async bytes =>
        {
            var result = await new ListReader(1 << 20, 1 << 22).ReadAsync(new Drip(bytes, 61), CancellationToken.None);
            if (!result.TryGet(out var page, out var failure)) throw new JsonException(failure.Message);
            foreach (var item in page.Items) ReadStrings(item.Json);
        });
    }

    [Fact]
    public void AnyWatch_IsObjectsOrAFailure()
    {
        Run(Watches, async bytes =>
        {
            using var answer = new HttpResponseMessage();
            await using var watch = new WatchReader(answer, new Drip(bytes, 61), 1 << 20);
            while (await watch.ReadAsync(CancellationToken.None))
            {
                foreach (var change in watch.Events.Where(change => change.Type != WatchEventType.Bookmark)) ReadStrings(change.Json);
            }

            if (watch.Failure is { HttpStatus: not 410 } failure) throw new JsonException(failure.Message);
        });
    }

    private void Run(string[] grains, Func<byte[], Task> read)
    {
        var fuzz = new Fuzz(output, Pieces);
        fuzz.Run(grains, text =>
        {
            // A stream of bytes in memory: the task is done when it comes back.
            var bytes = text.Contains('\ud800', StringComparison.Ordinal) ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text);
            try
            {
                read(bytes).GetAwaiter().GetResult();
            }
            catch (JsonException)
            {
                _failures++;
            }
        });
        output.WriteLine($"{_objects} objects, {_failures} failures, slowest {fuzz.Slowest.TotalMilliseconds:0} ms");
        _objects.ShouldBeGreaterThan(0);
        _failures.ShouldBeGreaterThan(0);
    }

    private void ReadStrings(ReadOnlyMemory<byte> json)
    {
        _objects++;
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = 512 });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) _ = reader.GetString();
        }
    }
}
