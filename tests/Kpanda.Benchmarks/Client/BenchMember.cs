using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kpanda.Benchmarks.Index;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kpanda.Benchmarks.Client;

/// <summary>
/// A member in a process of its own, so that its memory and time do not count: serves pods of 4.5 KB over HTTPS in pages, as a watch-list, and as a watch of as
/// many events a second as the query asks for. The resource version of an event is the time at which it was sent.
/// </summary>
internal static class BenchMember
{
    /// <summary>The first argument that makes a process of this program the member.</summary>
    public const string Command = "client-member";

    private const int Namespaces = 50;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(5);

    /// <summary>Serves <paramref name="pods"/> pods until the standard input ends. Prints its address and, base64, its certificate.</summary>
    public static async Task<int> ServeAsync(int pods)
    {
        var items = Enumerable.Range(0, pods).Select(number => PodJson.Make(0, number, Namespaces).ToArray()).ToArray();
        using var certificate = Certificate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var app = builder.Build();
        app.Run(context => context.Request.Path == "/version" ? context.Response.WriteAsJsonAsync(new { gitVersion = "v1.36.2" })
            : context.Request.Query.ContainsKey("watch") ? WatchAsync(context, items)
            : ListAsync(context, items));
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine($"{address} {Convert.ToBase64String(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()))}");
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task ListAsync(HttpContext context, byte[][] items)
    {
        var from = int.Parse(context.Request.Query["continue"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        var to = Math.Min(items.Length, from + int.Parse(context.Request.Query["limit"].FirstOrDefault() ?? "500", CultureInfo.InvariantCulture));
        context.Response.ContentType = "application/json";
        var body = context.Response.BodyWriter;
        body.Write(Encoding.ASCII.GetBytes($$$"""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1","continue":"{{{(to < items.Length ? to : "")}}}"},"items":["""));
        for (var index = from; index < to; index++)
        {
            // Items of a list of a built-in kind have no apiVersion and no kind.
            body.Write("{"u8);
            body.Write(items[index].AsSpan(items[index].AsSpan().IndexOf("\"metadata\""u8)));
            if (index < to - 1) body.Write(","u8);
            if (index % 16 == 0) await body.FlushAsync(context.RequestAborted);
        }

        body.Write("]}"u8);
        await body.FlushAsync(context.RequestAborted);
    }

    private static async Task WatchAsync(HttpContext context, byte[][] items)
    {
        context.Response.ContentType = "application/json";
        if (context.Request.Query.ContainsKey("sendInitialEvents"))
        {
            foreach (var item in items) await SendAsync(context, "ADDED", item);
            await context.Response.WriteAsync("""{"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"1","annotations":{"k8s.io/initial-events-end":"true"}}}}""" + "\n");
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }

        // The benchmark says in the selector how many events it wants, and how many a second.
        var wish = (context.Request.Query["labelSelector"].FirstOrDefault() ?? "count=0,rate=0").Split(',').Select(part => int.Parse(part.Split('=')[1], CultureInfo.InvariantCulture)).ToArray();
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        var began = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < wish[0];)
        {
            var due = wish[1] == 0 ? wish[0] : Math.Min(wish[0], (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * wish[1]));
            for (; sent < due; sent++) await SendAsync(context, "MODIFIED", items[sent % items.Length], flush: false);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            if (sent < wish[0]) await Task.Delay(Beat, context.RequestAborted);
        }

        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private static async ValueTask SendAsync(HttpContext context, string type, byte[] item, bool flush = true)
    {
        Write(context, type, item);
        if (flush || context.Response.BodyWriter.UnflushedBytes > 64 * 1024) await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static void Write(HttpContext context, string type, byte[] item)
    {
        var body = context.Response.BodyWriter;
        var version = item.AsSpan().IndexOf("\"resourceVersion\":\""u8) + 19;
        var rest = version + item.AsSpan(version).IndexOf((byte)'"');
        body.Write(Encoding.ASCII.GetBytes($"{{\"type\":\"{type}\",\"object\":"));
        // Pods are pretty in the benchmark's source; a watch has one line for an event.
        WriteLine(body, item.AsSpan(0, version));
        body.Write(Encoding.ASCII.GetBytes(Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture)));
        WriteLine(body, item.AsSpan(rest));
        body.Write("}\n"u8);
    }

    private static void WriteLine(System.IO.Pipelines.PipeWriter body, ReadOnlySpan<byte> json)
    {
        foreach (var part in json.Split((byte)'\n')) body.Write(json[part]);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=member", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var signed = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(signed.Export(X509ContentType.Pkcs12), null);
    }
}
