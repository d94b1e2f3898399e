using System.Text;
using Kpanda.Search.Ask;
using Kpanda.Search.Query;

namespace Kpanda.Search.Tests.Ask;

public sealed class BodyTestTests
{
    private const string Body =
        """{"replicas":9,"spec":{"replicas" : 3,"args":["--a","31"],"name":"x/y","text":"a\"b","on":true,"ports":[{"port":80},{"port":443}],"selector":{"app":"cart"}},"status":{"replicas":31}}""";

    [Theory]
    [InlineData("spec.replicas", "3", true)]
    [InlineData("spec.replicas", "31", false)]
    [InlineData("spec.replicas", "9", false)]
    [InlineData("status.replicas", "31", true)]
    [InlineData("status.replicas", "3", false)]
    [InlineData("spec.on", "true", true)]
    [InlineData("spec.name", "x/y", true)]
    [InlineData("spec.text", "a\"b", true)]
    [InlineData("spec.args[]", "31", true)]
    [InlineData("spec.ports[].port", "443", true)]
    [InlineData("spec.ports[].port", "44", false)]
    [InlineData("spec.selector{}", "app", true)]
    [InlineData("spec.absent", "", true)]
    [InlineData("spec.replicas", "", false)]
    public void Field_HasTheValueExactly(string path, string value, bool expected)
    {
        var body = Encoding.UTF8.GetBytes(Body);

        new BodyTest(FieldCondition.Equal(path, value)).Holds(body).ShouldBe(expected);
        new BodyTest(FieldCondition.Equal(path, value) with { Negated = true }).Holds(body).ShouldBe(!expected);
    }
}
