using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Kpanda.Sandbox.Containers;

/// <summary>HTTP/1.1 over the bytes of one forwarded connection: requests are read one after another and answered by the container.</summary>
internal static class Http1Conversation
{
    private const int LongestHead = 32 * 1024;
    private const int LongestBody = 1024 * 1024;

    /// <summary>Answers requests until the client ends, asks for the end, or speaks no HTTP.</summary>
    public static async Task RunAsync(Container container, int port, PipeReader input, Sink output, CancellationToken cancel)
    {
        while (await HeadAsync(input, cancel) is { } head)
        {
            var lines = head.Split("\r\n");
            if (lines[0].Split(' ') is not [var method, var target, ['H', 'T', 'T', 'P', '/', '1', '.', ..] version] || BodyLength(lines) is not (>= 0 and <= LongestBody and var length))
            {
                await SendAsync(output, new WebAnswer(400, "text/plain", "bad request\n"u8.ToArray()), head: false, last: true, cancel);
                return;
            }

            if (Header(lines, "Expect") is not null) await output("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancel);
            if (await BodyAsync(input, length, cancel) is not { } body) return;
            var last = version == "HTTP/1.0" || string.Equals(Header(lines, "Connection"), "close", StringComparison.OrdinalIgnoreCase);
            await SendAsync(output, ContainerWebServer.Answer(container, port, method, target, body), method == "HEAD", last, cancel);
            if (last) return;
        }
    }

    // The request line and the headers without the empty line behind them; null at the end.
    private static async Task<string?> HeadAsync(PipeReader input, CancellationToken cancel)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancel);
            if (End(read.Buffer, out var head, out var next))
            {
                input.AdvanceTo(next);
                return head;
            }

            var tooLong = read.Buffer.Length > LongestHead;
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (tooLong) return "";
            if (read.IsCompleted) return null;
        }
    }

    // Null where the client ends within it. Without a body nothing is waited for.
    private static async Task<byte[]?> BodyAsync(PipeReader input, int length, CancellationToken cancel)
    {
        if (length == 0) return [];
        var read = await input.ReadAtLeastAsync(length, cancel);
        if (read.Buffer.Length < length) return null;
        var body = read.Buffer.Slice(0, length).ToArray();
        input.AdvanceTo(read.Buffer.GetPosition(length));
        return body;
    }

    private static bool End(ReadOnlySequence<byte> buffer, out string head, out SequencePosition next)
    {
        var reader = new SequenceReader<byte>(buffer);
        var found = reader.TryReadTo(out ReadOnlySequence<byte> bytes, "\r\n\r\n"u8);
        head = found ? Encoding.Latin1.GetString(bytes) : "";
        next = reader.Position;
        return found;
    }

    private static string? Header(string[] lines, string name) =>
        lines.Skip(1).FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    // A body in chunks is not taken.
    private static int BodyLength(string[] lines)
    {
        if (Header(lines, "Transfer-Encoding") is not null) return -1;
        if (Header(lines, "Content-Length") is not { } text) return 0;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : -1;
    }

    private static Task SendAsync(Sink output, WebAnswer answer, bool head, bool last, CancellationToken cancel)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {answer.Code} {answer.Reason}\r\nContent-Type: {answer.Media}\r\nContent-Length: {answer.Body.Length}\r\n{(last ? "Connection: close\r\n" : "")}\r\n");
        byte[] bytes = [.. Encoding.Latin1.GetBytes(text), .. head ? [] : answer.Body];
        return output(bytes, cancel);
    }
}
