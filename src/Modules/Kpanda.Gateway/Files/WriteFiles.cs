using System.Net.WebSockets;
using System.Text.Json;
using Kpanda.Gateway.Terminals;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Json;
using Kpanda.Kube;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Kpanda.Gateway.Files;

/// <summary>
/// Writes files into a directory of a container: the parts of a form go on as the entries of an archive, as they come. The first part says which files and how large, because an archive
/// tells that before the bytes.
/// </summary>
internal sealed class WriteFiles(GatewayOptions options, TimeProvider time)
{
    private const int LongestManifest = 4 * 1024 * 1024;
    private const int LongestBoundary = 100;

    /// <summary>How many bytes a form may have around its files.</summary>
    public const long Around = 32 * 1024 * 1024;

    /// <summary>Writes what the request brings, or says why not. What was complete before it failed stays.</summary>
    public async Task<Result<UploadAnswer>> RunAsync(HttpContext context, KubeClient client, TerminalTarget target, FilePath path, CancellationToken cancellationToken)
    {
        if (Boundary(context.Request) is not { } boundary) return Unreadable();
        var parts = new MultipartReader(boundary, context.Request.Body);
        if (await ManifestAsync(parts, cancellationToken) is not { } manifest) return Unreadable();
        if (!UploadNames.Check(manifest, options.UploadLimit).TryGet(out var size, out var error)) return error;
        if (!(await ContainerProgram.StartAsync(client, target, FileScripts.Unpack, [path.Argument, $"{size}"], input: true, cancellationToken)).TryGet(out var program, out error)) return error;
        await using (program)
        {
            var failure = await SendAsync(parts, manifest.Files!, program, cancellationToken);
            if (failure is not null) return failure;
            return program.End is { ExitCode: 0 } ? new UploadAnswer(manifest.Files!.Count, manifest.Files.Sum(file => file.Size)) : FileErrors.Of(program, target, path);
        }
    }

    // While it sends, the program may end: then it has said why, and the rest is not asked for.
    private async Task<Error?> SendAsync(MultipartReader parts, IReadOnlyList<UploadFile> files, ContainerProgram program, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ending = EndAsync(program, over);
        try
        {
            var buffer = new byte[64 * 1024];
            foreach (var file in files)
            {
                if (await parts.ReadNextSectionAsync(over.Token) is not { } part) return Unreadable();
                await program.WriteAsync(TarHeader.Of(file.Path!, file.Size, time.GetUtcNow()), over.Token);
                if (!await CopyAsync(part.Body, file.Size, program, buffer, over.Token)) return Unreadable();
                await program.WriteAsync(new byte[TarHeader.Padding(file.Size)], over.Token);
            }

            if (await parts.ReadNextSectionAsync(over.Token) is not null) return Unreadable();
            await program.WriteAsync(new byte[TarHeader.End], over.Token);
            await ending;
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException && !cancellationToken.IsCancellationRequested)
        {
            // The program has ended: it says why.
        }
        finally
        {
            if (!ending.IsCompleted) await over.CancelAsync();
            await ending;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return null;
    }

    private static async Task EndAsync(ContainerProgram program, CancellationTokenSource over)
    {
        try
        {
            await program.WaitAsync(over.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            // It has no end that it could tell.
        }

        await over.CancelAsync();
    }

    private static async Task<bool> CopyAsync(Stream from, long size, ContainerProgram to, byte[] buffer, CancellationToken cancellationToken)
    {
        var left = size;
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (count > left) return false;
            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            left -= count;
        }

        return left == 0;
    }

    private static async Task<UploadManifest?> ManifestAsync(MultipartReader parts, CancellationToken cancellationToken)
    {
        try
        {
            if (await parts.ReadNextSectionAsync(cancellationToken) is not { } part) return null;
            using var text = new MemoryStream();
            var buffer = new byte[16 * 1024];
            while (await part.Body.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                if (text.Length + count > LongestManifest) return null;
                text.Write(buffer, 0, count);
            }

            return JsonSerializer.Deserialize<UploadManifest>(text.GetBuffer().AsSpan(0, (int)text.Length), KpandaJson.Options);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            return null;
        }
    }

    private static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= LongestBoundary } boundary ? boundary : null;

    private static Error Unreadable() => Error.Of(ErrorCode.InvalidArgument, "files.form");
}
