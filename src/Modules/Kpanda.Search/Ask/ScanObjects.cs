using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Kpanda.Hosting;
using Kpanda.Hosting.Json;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Search.Index;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Search.Ask;

/// <summary>
/// Answers searches for fields that are not indexed, by reading the bodies of everything else that matches. The answer is one JSON object a line (<see cref="ScanLine"/>): rows as
/// they are found, and how far it is. It ends when all is read, when enough is found, or when the caller hangs up.
/// </summary>
internal sealed class ScanObjects(SearchObjects search, BodyStore bodies, SearchedKinds kinds, TimeProvider time)
{
    private const int MostFound = 1000;
    private static readonly TimeSpan ToldEvery = TimeSpan.FromMilliseconds(200);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.Get("/api/v1/search/scan", async (string? q, Person person, ScanObjects scan, HttpContext context, CancellationToken cancellationToken) =>
            await scan.AnswerAsync(q ?? "", person, context, cancellationToken))
            .WithName("ScanSearch").WithTags("Search").Produces<ScanLine>(StatusCodes.Status200OK, "application/x-ndjson");

    private async Task<IResult> AnswerAsync(string text, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (!SearchText.Parse(text, kinds, time.GetUtcNow()).TryGet(out var question, out var error)) return (Result<ScanLine>)error;
        var asked = await search.AskedAsync(question.WithWordsInNames(), person, cancellationToken);
        return Results.Stream(output => WriteAsync(output, asked, question.Scanned, RequestLanguage.Of(context), cancellationToken), "application/x-ndjson");
    }

    private async Task WriteAsync(Stream output, IReadOnlyList<KindQuestion> asked, IReadOnlyList<FieldCondition> conditions, Language language, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var found = Channel.CreateBounded<SearchRow>(new BoundedChannelOptions(MostFound) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });
        var parts = asked.Select(kind => (Kind: kind, Rows: kind.Table.Matching(kind.Query, kind.Scope, kind.Owners))).ToList();
        var (looked, of, told) = (0, parts.Sum(part => part.Rows.Count), 0);
        var tests = conditions.Select(condition => new BodyTest(condition)).ToArray();
        var reading = Task.Run(ReadAsync, CancellationToken.None);
        try
        {
            while (!found.Reader.Completion.IsCompleted && told < MostFound)
            {
                await Task.WhenAny(found.Reader.WaitToReadAsync(stop.Token).AsTask(), Task.Delay(ToldEvery, time, stop.Token));
                cancellationToken.ThrowIfCancellationRequested();
                for (; told < MostFound && found.Reader.TryRead(out var row); told++) await LineAsync(output, new ScanLine(row, null, null, null), cancellationToken);
                await LineAsync(output, new ScanLine(null, Volatile.Read(ref looked), of, null), cancellationToken);
                await output.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // A failure of the store ends the answer without its last line.
        if (reading.IsFaulted) await reading;
        await LineAsync(output, new ScanLine(null, Volatile.Read(ref looked), of, told == MostFound ? "enough" : "all"), cancellationToken);

        async Task ReadAsync()
        {
            try
            {
                foreach (var (kind, rows) in parts)
                    await bodies.ScanAsync([.. rows.Keys], (id, body) => See(kind, rows[id], id, body), stop.Token);
            }
            finally
            {
                found.Writer.TryComplete();
            }
        }

        void See(KindQuestion kind, int number, long id, ReadOnlyMemory<byte> body)
        {
            Interlocked.Increment(ref looked);
            if (Array.TrueForAll(tests, test => test.Holds(body)) && kind.Table.At(number, id) is { } row) found.Writer.TryWrite(search.Show(row, kind.Kind, language));
        }
    }

    private static async ValueTask LineAsync(Stream output, ScanLine line, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(output, line, KpandaJson.Options, cancellationToken);
        await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }
}
