using System.Net;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Tests.Api;

/// <summary>Rules in CEL of a CustomResourceDefinition. The words are those that Kubernetes 1.36.2 gave for the same definition and the same objects.</summary>
public sealed class CustomRuleTests : IAsyncLifetime
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private const string Path = "/apis/example.com/v1/namespaces/default/rules";

    private const string Fields =
        """
        "lo":{"type":"integer"},"hi":{"type":"integer"},
        "text":{"type":"string","maxLength":20,"x-kubernetes-validations":[{"rule":"self.startsWith('a')","message":"must start with a"},{"rule":"self.matches('^[a-z]+$')"}]},
        "fixed":{"type":"string","maxLength":10,"x-kubernetes-validations":[{"rule":"self == oldSelf","message":"immutable"}]},
        "list":{"type":"array","maxItems":5,"items":{"type":"string","maxLength":9,"x-kubernetes-validations":[{"rule":"self != 'x'","message":"no x"}]},
                "x-kubernetes-validations":[{"rule":"self.all(e, self.exists_one(f, f == e))","message":"unique"}]},
        "map":{"type":"object","maxProperties":5,"additionalProperties":{"type":"integer","x-kubernetes-validations":[{"rule":"self > 0","message":"positive"}]},
               "x-kubernetes-validations":[{"rule":"self.all(k, k.size() < 4)","message":"short keys","reason":"FieldValueRequired"}]},
        "dup":{"type":"string","maxLength":9,"x-kubernetes-validations":[{"rule":"self != 'd'","message":"dupl","reason":"FieldValueDuplicate"}]},
        "div":{"type":"integer","x-kubernetes-validations":[{"rule":"10 / self > 1"}]},
        "objs":{"type":"array","maxItems":5,"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],
                "items":{"type":"object","required":["name"],"properties":{"name":{"type":"string","maxLength":5},"v":{"type":"integer"}},
                         "x-kubernetes-validations":[{"rule":"self.v >= oldSelf.v","message":"v may not shrink"}]}},
        "share":{"x-kubernetes-int-or-string":true,"x-kubernetes-validations":[{"rule":"type(self) == string ? self.endsWith('%') : self >= 0","message":"ios"}]},
        "flag":{"type":"boolean","x-kubernetes-validations":[{"rule":"self","message":"must be true"}]},
        "amount":{"type":"string","maxLength":20,"x-kubernetes-validations":[{"rule":"quantity(self).isGreaterThan(quantity('1Gi'))","message":"too small"}]},
        "real":{"type":"number","maximum":9,"x-kubernetes-validations":[{"rule":"self < 1.5"}]}
        """;

    private ServedCluster _served = null!;

    public async ValueTask InitializeAsync()
    {
        _served = await ServedCluster.StartAsync();
        (await _served.PostAsync(Definitions, Definition("""
            {"type":"object","x-kubernetes-validations":[{"rule":"self.metadata.name != 'bad'","message":"root rule"}],"properties":{
              "status":{"type":"object","properties":{"n":{"type":"integer","x-kubernetes-validations":[{"rule":"self < 5","message":"small"}]}}},
              "spec":{"type":"object","properties":{FIELDS},"x-kubernetes-validations":[
                {"rule":"!has(self.lo) || !has(self.hi) || self.lo <= self.hi","messageExpression":"'lo is ' + (self.lo > 100 ? 'far' : 'a bit') + ' over hi'","fieldPath":".lo","reason":"FieldValueForbidden"},
                {"rule":"!has(oldSelf.fixed) || has(self.fixed)","message":"fixed may not be unset"}]}}}
            """.Replace("FIELDS", Fields, StringComparison.Ordinal)))).Code.ShouldBe(HttpStatusCode.Created);
    }

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Theory]
    [InlineData("""{"lo":3,"hi":1}""", "spec.lo: Forbidden: lo is a bit over hi")]
    [InlineData("""{"text":"B1"}""", """[spec.text: Invalid value: "B1": must start with a, spec.text: Invalid value: "B1": failed rule: self.matches('^[a-z]+$')]""")]
    [InlineData("""{"list":["x","a","a"]}""", """[spec.list: Invalid value: unique, spec.list[0]: Invalid value: "x": no x]""")]
    [InlineData("""{"map":{"abcd":0}}""", "[spec.map: Required value: short keys, spec.map[abcd]: Invalid value: 0: positive]")]
    [InlineData("""{"dup":"d"}""", """spec.dup: Duplicate value: "d" """)]
    [InlineData("""{"div":0}""", """spec.div: Invalid value: "integer": division by zero evaluating rule: 10 / self > 1""")]
    [InlineData("""{"share":"5"}""", """spec.share: Invalid value: "5": ios""")]
    [InlineData("""{"share":-2}""", "spec.share: Invalid value: -2: ios")]
    [InlineData("""{"flag":false}""", "spec.flag: Invalid value: false: must be true")]
    [InlineData("""{"amount":"1Mi"}""", """spec.amount: Invalid value: "1Mi": too small""")]
    [InlineData("""{"amount":"zz"}""", """spec.amount: Invalid value: "string": quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$' evaluating rule: too small""")]
    [InlineData("""{"real":2.5}""", "spec.real: Invalid value: 2.5: failed rule: self < 1.5")]
    [InlineData("""{"text":"abcdefghijklmnopqrstuvwxyz","flag":false}""",
        "[spec.text: Too long: may not be more than 20 bytes, <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation]")]
    [InlineData("""{"list":["a","b","c","d","e","f"]}""",
        "[spec.list: Too many: 6: must have at most 5 items, <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation]")]
    public async Task NewObject_IsJudgedByTheRules(string spec, string problem)
    {
        var (code, body) = await CreateAsync("x", spec);
        code.ShouldBe(HttpStatusCode.UnprocessableEntity);
        body["message"]!.ToString().ShouldBe($"Rule.example.com \"x\" is invalid: {problem.Trim()}");
    }

    [Fact]
    public async Task RuleOfTheWholeObject_SeesItsName() =>
        (await CreateAsync("bad", "{}")).Body["message"]!.ToString().ShouldBe("Rule.example.com \"bad\" is invalid: <nil>: Invalid value: root rule");

    [Fact]
    public async Task Change_IsComparedWithWhatWas()
    {
        (await CreateAsync("y", """{"fixed":"a","objs":[{"name":"p","v":3}]}""")).Code.ShouldBe(HttpStatusCode.Created);
        (await PatchAsync("y", """{"spec":{"fixed":"b","objs":[{"name":"q","v":1},{"name":"p","v":2}]}}""")).Body["message"]!.ToString()
            .ShouldBe("Rule.example.com \"y\" is invalid: [spec.fixed: Invalid value: \"b\": immutable, spec.objs[1]: Invalid value: v may not shrink]");
        (await PatchAsync("y", """{"spec":{"fixed":null}}""")).Body["message"]!.ToString().ShouldBe("Rule.example.com \"y\" is invalid: spec: Invalid value: fixed may not be unset");
        (await PatchAsync("y", """{"spec":{"objs":[{"name":"p","v":4}]}}""")).Code.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Status_IsJudgedAsWell()
    {
        (await CreateAsync("s", "{}")).Code.ShouldBe(HttpStatusCode.Created);
        var (_, body) = await _served.SendAsync(HttpMethod.Patch, $"{Path}/s/status", """{"status":{"n":7}}""", "application/merge-patch+json");
        body["message"]!.ToString().ShouldBe("Rule.example.com \"s\" is invalid: status.n: Invalid value: 7: small");
    }

    [Fact]
    public async Task WhatDoesNotChange_IsNotJudgedAgain()
    {
        (await CreateAsync("old", """{"lo":1}""")).Code.ShouldBe(HttpStatusCode.Created);
        _served.Cluster.Store.Update(new("example.com", "rules"), "default", "old", item =>
        {
            item["spec"]!["flag"] = false;
            return item;
        });
        (await PatchAsync("old", """{"spec":{"hi":5}}""")).Code.ShouldBe(HttpStatusCode.OK);
        (await PatchAsync("old", """{"spec":{"text":"B"}}""")).Code.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task DefinitionWhoseRulesCannotBeRead_IsRefused()
    {
        var (code, body) = await _served.PostAsync(Definitions, Definition("""
            {"type":"object","properties":{"spec":{"type":"object","properties":{
              "a":{"type":"integer","x-kubernetes-validations":[{"rule":"self > 0","reason":"Bad"},{"rule":"self > 0","fieldPath":".zz"},{"rule":""},{"rule":"self > 0","message":"  "}]},
              "b":{"type":"integer","x-kubernetes-validations":[{"rule":"foo == 1"}]},
              "h":{"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"string"}}}},"x-kubernetes-validations":[{"rule":"self.a.zz == 'x'"}]}}}}}
            """).Replace("rules", "others", StringComparison.Ordinal));
        code.ShouldBe(HttpStatusCode.UnprocessableEntity);
        const string spec = "spec.validation.openAPIV3Schema.properties[spec].properties";
        var problems = body["details"]!["causes"]!.AsArray().Select(cause => $"{cause!["field"]}: {cause["message"]}").ToList();
        problems.ShouldBe([
            $"{spec}[a].x-kubernetes-validations[0].reason: Unsupported value: \"Bad\": supported values: \"FieldValueDuplicate\", \"FieldValueForbidden\", \"FieldValueInvalid\", \"FieldValueRequired\"",
            $"{spec}[a].x-kubernetes-validations[1].fieldPath: Invalid value: \".zz\": must be a valid path",
            $"{spec}[a].x-kubernetes-validations[2].rule: Required value: rule is not specified",
            $"{spec}[a].x-kubernetes-validations[3].message: Invalid value: \"  \": must be non-empty if specified",
            $"{spec}[b].x-kubernetes-validations[0].rule: Invalid value: {Shown("foo == 1")}: compilation failed: ERROR: <input>:1:1: undeclared reference to 'foo' (in container '')\n | foo == 1\n | ^",
            $"{spec}[h].x-kubernetes-validations[0].rule: Invalid value: {Shown("self.a.zz == 'x'")}: compilation failed: ERROR: <input>:1:7: undefined field 'zz'\n | self.a.zz == 'x'\n | ......^",
        ]);
    }

    private static string Shown(string rule) => $$"""{"Rule":"{{rule}}","Message":"","MessageExpression":"","Reason":null,"FieldPath":"","OptionalOldSelf":null}""";

    private Task<(HttpStatusCode Code, JsonObject Body)> CreateAsync(string name, string spec) =>
        _served.PostAsync(Path, $$$"""{"apiVersion":"example.com/v1","kind":"Rule","metadata":{"name":"{{{name}}}"},"spec":{{{spec}}}}""");

    private Task<(HttpStatusCode Code, JsonObject Body)> PatchAsync(string name, string patch) => _served.SendAsync(HttpMethod.Patch, $"{Path}/{name}", patch, "application/merge-patch+json");

    private static string Definition(string schema) => $$$"""
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"rules.example.com"},"spec":{"group":"example.com","scope":"Namespaced",
         "names":{"kind":"Rule","plural":"rules","singular":"rule"},"versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},"schema":{"openAPIV3Schema":{{{schema}}}}}]}}
        """;
}
