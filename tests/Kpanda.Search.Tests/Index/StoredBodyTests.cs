using System.Text;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Search.Index;

namespace Kpanda.Search.Tests.Index;

public sealed class StoredBodyTests
{
    private static readonly KindColumns Secrets = new(new GroupResource("", "secrets"), null);
    private static readonly KindColumns Nodes = new(new GroupResource("", "nodes"), null);

    [Fact]
    public void SecretData_IsNeverStored()
    {
        var parsed = Read(Secrets, """
            {"apiVersion":"v1","kind":"Secret","type":"Opaque","data":{"password":"aHVudGVyMg=="},"stringData":{"pin":"0000"},
             "metadata":{"name":"s","annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"data\":{\"password\":\"aHVudGVyMg==\"}}","note":"kept"}}}
            """);

        var body = Encoding.UTF8.GetString(parsed.Body.Span);
        body.ShouldNotContain("aHVudGVyMg==");
        body.ShouldNotContain("0000");
        body.ShouldContain("\"note\":\"kept\"");
        body.ShouldContain("\"type\":\"Opaque\"");
    }

    [Fact]
    public void ManagedFields_LeaveOnlyTheNewestManagerAndItsTime()
    {
        var parsed = Read(Nodes, """
            {"metadata":{"name":"n","managedFields":[
              {"manager":"kubectl","operation":"Apply","time":"2026-01-01T00:00:00Z","fieldsV1":{"f:spec":{}}},
              {"manager":"kubelet","operation":"Update","time":"2026-02-01T00:00:00Z","subresource":"status","fieldsV1":{"f:status":{}}}]}}
            """);

        Encoding.UTF8.GetString(parsed.Body.Span).ShouldBe(
            """{"metadata":{"name":"n","managedFields":[{"manager":"kubelet","operation":"Update","time":"2026-02-01T00:00:00Z","subresource":"status"}]}}""");
    }

    [Fact]
    public void Heartbeat_IsNoChange()
    {
        static string Node(string version, string beat, string status) => $$$"""
            {"metadata":{"name":"n","resourceVersion":"{{{version}}}"},"status":{"conditions":[{"type":"Ready","status":"{{{status}}}","lastHeartbeatTime":"{{{beat}}}"}]}}
            """;

        var first = Read(Nodes, Node("1", "2026-01-01T00:00:00Z", "True"));
        Read(Nodes, Node("2", "2026-01-01T00:00:10Z", "True")).Head.Content.ShouldBe(first.Head.Content);
        Read(Nodes, Node("3", "2026-01-01T00:00:10Z", "False")).Head.Content.ShouldNotBe(first.Head.Content);
    }

    [Fact]
    public void EscapedName_IsKeptAndMeansTheSame()
    {
        var escaped = Read(Nodes, """{"metadata":{"name":"n","annotations":{"caf\u00e9":"1","\"":"2"}},"st\u0061tus":{}}""");
        var plain = Read(Nodes, """{"metadata":{"name":"n","annotations":{"café":"1","\u0022":"2"}},"status":{}}""");

        foreach (var body in new[] { escaped.Body, plain.Body })
            JsonNode.DeepEquals(JsonNode.Parse(body.Span), JsonNode.Parse("""{"metadata":{"name":"n","annotations":{"café":"1","\"":"2"}},"status":{}}""")).ShouldBeTrue();
        escaped.Head.Content.ShouldBe(plain.Head.Content);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"metadata\":{}}")]
    [InlineData("{\"metadata\":{\"name\":7}}")]
    [InlineData("{\"metadata\":{\"name\":\"a\"}")]
    public void ForeignBytes_AreNoObject(string json) =>
        ObjectReader.Read(Encoding.UTF8.GetBytes(json), Nodes, DateTimeOffset.UnixEpoch).ShouldBeNull();

    private static ParsedObject Read(KindColumns columns, string json) =>
        ObjectReader.Read(Encoding.UTF8.GetBytes(json), columns, DateTimeOffset.UnixEpoch)!;
}
