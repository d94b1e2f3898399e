using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Gateway.Logs;

/// <summary>Writes a log as a text file while it is read: of several containers each line says whose it is.</summary>
internal sealed class LogDownload(HttpResponse response, LogQuestion question, bool withTimes)
{
    private readonly Dictionary<int, string> _names = [];
    private bool _isInLine;

    /// <summary>Writes all lines.</summary>
    public async Task WriteAsync(LogFeed feed, CancellationToken cancellationToken)
    {
        while (await feed.TakeAsync(cancellationToken) is var (lines, sources))
        {
            foreach (var source in sources) _names[source.Id] = $"{source.Pod}/{source.Container}";
            await BeginAsync();
            foreach (var line in lines) Write(response.BodyWriter, line);
            await response.BodyWriter.FlushAsync(cancellationToken);
        }
    }

    /// <summary>Sends what stands before the lines, once: from then on it is no error that is answered.</summary>
    public async Task BeginAsync()
    {
        if (response.HasStarted) return;
        var name = question.Pod.Length > 0 ? question.Pod : question.Name.Length > 0 ? question.Name : question.Namespace;
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        // Of a name's letters only those that mean nothing in a header.
        response.Headers.ContentDisposition = $"attachment; filename=\"{string.Concat(name.Where(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '.' or '_'))}.log\"";
        await response.StartAsync(response.HttpContext.RequestAborted);
    }

    private void Write(IBufferWriter<byte> writer, LogEntry line)
    {
        // What is said of containers is no part of their log, but for what is missing in it.
        if (line.Notice is not ("" or "failed" or "many")) return;
        if (!(line.Continues && _isInLine))
        {
            if (_isInLine) Encoding.UTF8.GetBytes("\n", writer);
            if (question.IsMerged && _names.TryGetValue(line.Source, out var name)) Encoding.UTF8.GetBytes($"[{name}] ", writer);
            if (withTimes && line.Stamp.Length > 0) Encoding.UTF8.GetBytes($"{line.Stamp} ", writer);
        }

        Encoding.UTF8.GetBytes(line.Notice.Length > 0 ? $"# {line.Text}" : line.Text, writer);
        _isInLine = line.IsCut;
        if (!line.IsCut) Encoding.UTF8.GetBytes("\n", writer);
    }
}
