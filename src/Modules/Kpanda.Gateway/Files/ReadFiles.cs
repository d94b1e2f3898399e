using System.Globalization;
using System.Text;
using Kpanda.Gateway.Terminals;
using Kpanda.Hosting.Errors;
using Kpanda.Kube;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kpanda.Gateway.Files;

/// <summary>
/// Answers with one regular file as it is, from any byte on, or with a directory as a tar archive. Bytes go on as they come; an archive is never unpacked here: whatever stands in it is
/// a matter of whoever unpacks it.
/// </summary>
internal static class ReadFiles
{
    private const int LongestLine = 256;

    /// <summary>Answers with a file, or gives the error to answer with.</summary>
    public static async Task<Error?> FileAsync(HttpContext context, KubeClient client, TerminalTarget target, FilePath path, CancellationToken cancellationToken)
    {
        var range = RangeOf(context.Request);
        while (true)
        {
            var from = range?.From ?? 0;
            var arguments = new[] { path.Argument, (from + 1).ToString(CultureInfo.InvariantCulture) };
            if (!(await ContainerProgram.StartAsync(client, target, FileScripts.Read, arguments, input: false, cancellationToken)).TryGet(out var program, out var error)) return error;
            await using (program)
            {
                var buffer = new byte[64 * 1024];
                if (await FactsAsync(program, buffer, cancellationToken) is not var (facts, start, end)) return FileErrors.Of(program, target, path);
                var tag = new EntityTagHeaderValue($"\"{facts}\"");
                // Not the file any more of which somebody has the beginning: then all of it.
                if (range is not null && !IsStill(context.Request, tag))
                {
                    range = null;
                    continue;
                }

                var size = long.Parse(facts.Split('-')[0], CultureInfo.InvariantCulture);
                if (from > size || (from == size && range is not null)) return await UnsatisfiableAsync(context, size);
                var length = Math.Min(size, range?.To is { } to ? to + 1 : size) - from;
                Head(context.Response, path.ShownName, tag);
                context.Response.ContentLength = length;
                if (range is not null)
                {
                    context.Response.StatusCode = StatusCodes.Status206PartialContent;
                    context.Response.Headers.ContentRange = new ContentRangeHeaderValue(from, from + length - 1, size).ToString();
                }

                if (!await SendAsync(context, program, buffer, start, end, length, cancellationToken)) context.Abort();
                return null;
            }
        }
    }

    /// <summary>Answers with a directory, or gives the error to answer with.</summary>
    public static async Task<Error?> FolderAsync(HttpContext context, KubeClient client, TerminalTarget target, FilePath path, CancellationToken cancellationToken)
    {
        if (path.IsRoot) return Error.Invalid("path", "files.root");
        if (!(await ContainerProgram.StartAsync(client, target, FileScripts.Pack, [path.Argument], input: false, cancellationToken)).TryGet(out var program, out var error)) return error;
        await using (program)
        {
            var buffer = new byte[64 * 1024];
            // What goes wrong at once can still be told.
            var count = await program.ReadAsync(buffer, cancellationToken);
            if (count == 0) return FileErrors.Of(program, target, path);
            Head(context.Response, $"{path.ShownName}.tar", null);
            do await context.Response.Body.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            while ((count = await program.ReadAsync(buffer, cancellationToken)) > 0);
            // An archive that lacks something must not look whole.
            if (program.End is not { ExitCode: 0 }) context.Abort();
            return null;
        }
    }

    private static void Head(HttpResponse response, string name, EntityTagHeaderValue? tag)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name.Replace('\\', '_'));
        response.ContentType = "application/octet-stream";
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        if (tag is null) return;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.ETag = tag.ToString();
    }

    /// <summary>Size, time and number of the file (<c>12-1700000000-99</c>), and where the bytes begin that came with them; null where it ended before.</summary>
    private static async Task<(string Facts, int Start, int End)?> FactsAsync(ContainerProgram program, byte[] buffer, CancellationToken cancellationToken)
    {
        var end = 0;
        while (true)
        {
            var count = await program.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (count == 0) return null;
            end += count;
            var line = buffer.AsSpan(0, end).IndexOf((byte)'\n');
            if (line < 0 && end <= LongestLine) continue;
            var fields = line < 0 ? [] : Encoding.ASCII.GetString(buffer, 0, line).Split(' ');
            return fields is [_, _, _] && Array.TrueForAll(fields, field => ulong.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out _) && field.Length < 19) ? (string.Join('-', fields), line + 1, end) : null;
        }
    }

    // Exactly so many bytes: of a file that grows, no more; of one that shrinks, it breaks off.
    private static async Task<bool> SendAsync(HttpContext context, ContainerProgram program, byte[] buffer, int start, int end, long length, CancellationToken cancellationToken)
    {
        var body = context.Response.Body;
        var left = length;
        while (left > 0)
        {
            if (start == end)
            {
                start = 0;
                end = await program.ReadAsync(buffer, cancellationToken);
                if (end == 0) return false;
            }

            var count = (int)Math.Min(left, end - start);
            await body.WriteAsync(buffer.AsMemory(start, count), cancellationToken);
            left -= count;
            start = end;
        }

        await body.FlushAsync(cancellationToken);
        return true;
    }

    private static RangeItemHeaderValue? RangeOf(HttpRequest request) =>
        RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var header) && header.Unit == "bytes" && header.Ranges is { Count: 1 } ranges && ranges.First() is { From: not null } one ? one : null;

    private static bool IsStill(HttpRequest request, EntityTagHeaderValue tag) =>
        request.Headers.IfRange is not [{ Length: > 0 } condition] || (EntityTagHeaderValue.TryParse(condition, out var asked) && asked.Compare(tag, useStrongComparison: true));

    private static async Task<Error?> UnsatisfiableAsync(HttpContext context, long size)
    {
        context.Response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
        context.Response.Headers.ContentRange = new ContentRangeHeaderValue(size).ToString();
        await context.Response.CompleteAsync();
        return null;
    }
}
