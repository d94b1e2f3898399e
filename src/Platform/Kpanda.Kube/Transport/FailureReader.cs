using System.Net;
using System.Security.Authentication;
using System.Text.Json;
using Kpanda.Kube.Dial;
using Kpanda.KubeModel;

namespace Kpanda.Kube.Transport;

/// <summary>Turns what went wrong on the way, or an answer that says no, into a <see cref="KubeFailure"/>.</summary>
internal static class FailureReader
{
    private const int MaxStatusBytes = 1024 * 1024;

    /// <summary>Whether the exception is a failure of the way to the member rather than a bug.</summary>
    public static bool IsNetwork(Exception exception) =>
        exception is HttpRequestException or IOException or OperationCanceledException or AuthenticationException or System.Net.Sockets.SocketException or ObjectDisposedException;

    /// <summary>The failure behind an exception of the HTTP stack.</summary>
    public static KubeFailure FromException(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException!)
        {
            if (inner is DialException dial) return new(dial.Phase, dial.Side, dial.Message) { Reason = dial.Reason, Parameters = dial.Parameters };
        }

        if (exception is OperationCanceledException) return new KubeFailure(FailurePhase.Http, FailureSide.Member, "The member did not answer in time.").Because("network.http.late");
        var error = ErrorOf(exception);
        return error switch
        {
            HttpRequestError.NameResolutionError => new(FailurePhase.Dns, FailureSide.Network, exception.Message),
            HttpRequestError.ConnectionError => new(FailurePhase.Connect, FailureSide.Network, exception.Message),
            HttpRequestError.SecureConnectionError => new(FailurePhase.Tls, FailureSide.Member, exception.Message),
            HttpRequestError.ConfigurationLimitExceeded => new KubeFailure(FailurePhase.Protocol, FailureSide.Member, "The headers of the answer are larger than any Kubernetes API sends.").Because("network.protocol.headers"),
            HttpRequestError.InvalidResponse => new KubeFailure(FailurePhase.Protocol, FailureSide.Member, "The answer is not HTTP.").Because("network.protocol.nohttp"),
            _ => new KubeFailure(FailurePhase.Http, FailureSide.Network, $"The connection broke: {Innermost(exception).Message}").Because("network.http.broke", ("words", Innermost(exception).Message)),
        };
    }

    /// <summary>The failure that an answer other than 2xx tells of. Disposes the answer.</summary>
    public static async Task<KubeFailure> FromAnswerAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using (answer)
        {
            var code = (int)answer.StatusCode;
            if (code == 304) return new(FailurePhase.Refused, FailureSide.Client, "Nothing changed since it was asked last.", HttpStatus: code);
            if (code is >= 300 and < 400)
            {
                var place = Printable(answer.Headers.Location);
                return new KubeFailure(FailurePhase.Protocol, FailureSide.Member, $"The server answers with a redirect to {place}, which a Kubernetes API does not do. It was not followed.", HttpStatus: code)
                    .Because("network.protocol.redirect", ("place", place));
            }

            var status = await ReadStatusAsync(answer, cancellationToken);
            var words = status?.Message is { Length: > 0 } message ? message : $"The server answers {code} {answer.ReasonPhrase}.";
            var (phase, side) = code switch
            {
                401 => (FailurePhase.Authentication, FailureSide.Client),
                429 or >= 500 => (FailurePhase.Server, FailureSide.Member),
                >= 400 => (FailurePhase.Refused, FailureSide.Client),
                _ => (FailurePhase.Protocol, FailureSide.Member),
            };
            var failure = new KubeFailure(phase, side, words, status, code) { RetryAfter = RetryAfter(answer, status) };
            return status?.Message is { Length: > 0 } ? failure : failure.Because("network.status", ("answer", $"{code} {answer.ReasonPhrase}".TrimEnd()));
        }
    }

    /// <summary>An answer that is no JSON although JSON was asked for: a login page, a proxy's error page.</summary>
    public static KubeFailure NotKubernetes(HttpResponseMessage answer)
    {
        var type = answer.Content.Headers.ContentType?.MediaType ?? "no media type";
        var words = $"The server answers with {type} where a Kubernetes API answers with JSON: a login page or a proxy may stand in the way.";
        return new KubeFailure(FailurePhase.Protocol, FailureSide.Member, words, HttpStatus: (int)answer.StatusCode).Because("network.protocol.nojson", ("type", type));
    }

    /// <summary>The transport was disposed of: the cluster was removed, or its credential replaced, while the call was under way.</summary>
    public static KubeFailure Closed { get; } = new KubeFailure(FailurePhase.Connect, FailureSide.Client, "The connections to this cluster were closed.").Because("network.closed");

    /// <summary>As many streams of one member as the budget allows are open.</summary>
    public static KubeFailure TooManyStreams(int limit) =>
        new(FailurePhase.Refused, FailureSide.Client, $"{limit} streams of this cluster are open already; close one of them first.", HttpStatus: 429);

    /// <summary>A 101 that is not the switch to the protocol that was asked for. The connection is closed: nothing may be copied over it.</summary>
    public static KubeFailure WrongSwitch(string asked) =>
        new KubeFailure(FailurePhase.Protocol, FailureSide.Member, $"The server switches protocols (101), but not to {(asked.Length == 0 ? "one that was asked for" : asked)}.", HttpStatus: 101)
            .Because("network.protocol.switch");

    /// <summary>An answer larger than allowed.</summary>
    public static KubeFailure TooLarge(long limit) =>
        new KubeFailure(FailurePhase.Protocol, FailureSide.Member, $"The answer is larger than {limit / 1024} KiB; it was not read on.").Because("network.protocol.size", ("size", $"{limit / 1024}"));

    /// <summary>An answer that breaks off or is no JSON.</summary>
    public static KubeFailure BadJson(JsonException exception) =>
        new KubeFailure(FailurePhase.Protocol, FailureSide.Member, $"The answer is not valid JSON (line {exception.LineNumber}, byte {exception.BytePositionInLine}).").Because("network.protocol.json");

    private static async Task<KubeStatus?> ReadStatusAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/json") return null;
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            var bytes = await BoundedBody.ReadAsync(body, MaxStatusBytes, cancellationToken);
            if (bytes is null) return null;
            var status = JsonSerializer.Deserialize<KubeStatus>(bytes.Value.Span);
            return status?.Kind == "Status" ? status : null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or IOException or HttpRequestException)
        {
            return null; // The status code says enough.
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage answer, KubeStatus? status)
    {
        if (answer.Headers.RetryAfter?.Delta is { } delta) return delta;
        if (answer.Headers.RetryAfter?.Date is { } date && answer.Headers.Date is { } sent) return date > sent ? date - sent : TimeSpan.Zero;
        return status?.Details?.RetryAfterSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static string Printable(Uri? location)
    {
        var text = location?.OriginalString ?? "nowhere";
        return text.Length > 200 ? text[..200] : text;
    }

    // HTTP/2 wraps the telling exception into one that only says that the request failed.
    private static HttpRequestError ErrorOf(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            var error = exception switch
            {
                HttpRequestException request => request.HttpRequestError,
                HttpIOException io => io.HttpRequestError,
                _ => HttpRequestError.Unknown,
            };
            if (error is not (HttpRequestError.Unknown or HttpRequestError.HttpProtocolError)) return error;
        }

        return HttpRequestError.Unknown;
    }

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is not null) exception = exception.InnerException;
        return exception;
    }
}
