using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kpanda.Identity.Tests.Providers;

/// <summary>A provider that says what a test wants: right answers unless it is told to lie.</summary>
internal sealed class HostileProvider : IAsyncDisposable
{
    public const string Client = "kpanda";
    public const string Secret = "the secret of the client";

    private readonly WebApplication _app;
    private RSA _rsa = RSA.Create(2048);
    private int _generation = 1;

    private HostileProvider(WebApplication app) => _app = app;

    public string Issuer => _app.Urls.First();

    public string KeyId => $"key{_generation}";

    public string PublicKey => _rsa.ExportSubjectPublicKeyInfoPem();

    public ECDsa Curve { get; set; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>What is asked of it.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public Func<JsonObject, string> Discovery { get; set; } = document => document.ToJsonString();

    public string IdToken { get; set; } = "";

    public JsonObject? UserInfo { get; set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<HostileProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new HostileProvider(app);
        app.Use((context, next) =>
        {
            provider.Asked.Enqueue($"{context.Request.Path}{context.Request.QueryString}");
            return next(context);
        });
        app.MapGet("/.well-known/openid-configuration", () => Results.Text(provider.Discovery(provider.Configuration()), "application/json"));
        app.MapGet("/keys", () => Results.Text(new JsonObject { ["keys"] = new JsonArray(provider.Rsa(), provider.Ec()) }.ToJsonString(), "application/json"));
        app.MapPost("/token", () => Results.Json(new { access_token = "the access token", token_type = "Bearer", id_token = provider.IdToken }));
        app.MapGet("/userinfo", () => Results.Text(provider.UserInfo!.ToJsonString(), "application/json"));
        await app.StartAsync(Token);
        return provider;
    }

    /// <summary>Signs with another key from now on.</summary>
    public void Rotate()
    {
        _rsa = RSA.Create(2048);
        _generation++;
    }

    /// <summary>A right token, which a test changes.</summary>
    public Forged NewToken(string nonce, DateTimeOffset now, string subject = "1", string name = "anna")
    {
        var seconds = now.ToUnixTimeSeconds();
        return new Forged(this)
        {
            Header = new JsonObject { ["alg"] = "RS256", ["kid"] = KeyId },
            Claims = new JsonObject { ["iss"] = Issuer, ["aud"] = Client, ["sub"] = subject, ["exp"] = seconds + 300, ["iat"] = seconds, ["nonce"] = nonce, ["preferred_username"] = name },
        };
    }

    /// <summary>Signs as the algorithm says.</summary>
    public byte[] Sign(string algorithm, byte[] data)
    {
        var hash = algorithm[2..] switch { "384" => HashAlgorithmName.SHA384, "512" => HashAlgorithmName.SHA512, _ => HashAlgorithmName.SHA256 };
        return algorithm[..2] switch
        {
            "RS" => _rsa.SignData(data, hash, RSASignaturePadding.Pkcs1),
            "PS" => _rsa.SignData(data, hash, RSASignaturePadding.Pss),
            "ES" => Curve.SignData(data, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
            "HS" => HMACSHA256.HashData(Encoding.UTF8.GetBytes(PublicKey), data),
            _ => [],
        };
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private JsonObject Configuration() => new()
    {
        ["issuer"] = Issuer,
        ["authorization_endpoint"] = $"{Issuer}/authorize",
        ["token_endpoint"] = $"{Issuer}/token",
        ["jwks_uri"] = $"{Issuer}/keys",
        ["userinfo_endpoint"] = UserInfo is null ? null : $"{Issuer}/userinfo",
        ["end_session_endpoint"] = $"{Issuer}/end",
    };

    private JsonObject Rsa()
    {
        var key = _rsa.ExportParameters(false);
        return new JsonObject { ["kty"] = "RSA", ["kid"] = KeyId, ["use"] = "sig", ["n"] = Base64Url.EncodeToString(key.Modulus), ["e"] = Base64Url.EncodeToString(key.Exponent) };
    }

    private JsonObject Ec()
    {
        var key = Curve.ExportParameters(false);
        var name = Curve.KeySize switch { 256 => "P-256", 384 => "P-384", _ => "P-521" };
        return new JsonObject { ["kty"] = "EC", ["kid"] = "curve", ["crv"] = name, ["x"] = Base64Url.EncodeToString(key.Q.X), ["y"] = Base64Url.EncodeToString(key.Q.Y) };
    }

    internal sealed class Forged
    {
        public Forged(HostileProvider provider) => Sign = data => provider.Sign($"{Header!["alg"]}", data);

        public required JsonObject Header { get; init; }

        public required JsonObject Claims { get; init; }

        public Func<byte[], byte[]> Sign { get; set; }

        /// <summary>Changes the text of the claims before they are signed.</summary>
        public Func<string, string> Write { get; set; } = text => text;

        /// <summary>Changes the text of the claims after they were signed.</summary>
        public Func<string, string> Change { get; set; } = text => text;

        public override string ToString()
        {
            var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Header.ToJsonString()));
            var claims = Write(Claims.ToJsonString());
            var signature = Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes($"{header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}")));
            return $"{header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Change(claims)))}.{signature}";
        }
    }
}
