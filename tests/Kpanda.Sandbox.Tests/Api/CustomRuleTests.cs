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

    [Theory]
    [InlineData("""{"type":"integer"}""", "self + 'x' == 'a'", "compilation failed: ERROR: <input>:1:6: found no matching overload for '_+_' applied to '(int, string)'\n | self + 'x' == 'a'\n | .....^")]
    [InlineData("""{"type":"integer"}""", "self", "cel expression must evaluate to a bool")]
    [InlineData("""{"type":"integer"}""", "self.size() == 1", "compilation failed: ERROR: <input>:1:10: found no matching overload for 'size' applied to 'int.()'\n | self.size() == 1\n | .........^")]
    [InlineData("""{"type":"string"}""", "self.matches('[')", "compilation failed: ERROR: <input>:1:14: invalid matches argument\n | self.matches('[')\n | .............^")]
    [InlineData("""{"type":"string"}""", "self.foo", "compilation failed: ERROR: <input>:1:5: type 'string' does not support field selection\n | self.foo\n | ....^")]
    [InlineData("""{"type":"string"}""", "self.all(x, x == 1)", "compilation failed: ERROR: <input>:1:1: expression of type 'string' cannot be range of a comprehension (must be list, map, or dynamic)\n | self.all(x, x == 1)\n | ^")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "self.exists_one(x, 1)", "compilation failed: ERROR: <input>:1:16: found no matching overload for '_?_:_' applied to '(int, int, int)'\n | self.exists_one(x, 1)\n | ...............^")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "[1, 'a'].size() == 2", "compilation failed: ERROR: <input>:1:5: expected type 'int' but found 'string'\n | [1, 'a'].size() == 2\n | ....^")]
    [InlineData("""{"type":"integer"}""", "math.abs(self) == 1", "compilation failed: ERROR: <input>:1:1: undeclared reference to 'math' (in container '')\n | math.abs(self) == 1\n | ^\nERROR: <input>:1:9: undeclared reference to 'abs' (in container '')\n | math.abs(self) == 1\n | ........^")]
    public async Task RuleWhoseTypesDoNotFit_IsRefusedWithItsDefinition(string schema, string rule, string problem)
    {
        var (code, body) = await _served.PostAsync(Definitions, WithRule(schema, rule));
        code.ShouldBe(HttpStatusCode.UnprocessableEntity);
        body["details"]!["causes"]!.AsArray().ShouldHaveSingleItem()!["message"]!.ToString().ShouldBe($"Invalid value: {Shown(rule)}: {problem}");
    }

    [Theory]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "self.all(x, self.all(y, x != y))", "more than 100x")]
    [InlineData("""{"type":"array","maxItems":1000,"items":{"type":"string","maxLength":200}}""", "self.all(x, self.all(y, x != y))", "8.5x")]
    [InlineData("""{"type":"array","maxItems":1000,"items":{"type":"string","maxLength":20}}""", "self.all(x, self.all(y, x != y))", "1.300500x")]
    [InlineData("""{"type":"array","maxItems":100,"items":{"type":"string","maxLength":20}}""", "self.all(x, self.all(y, x != y))", null)]
    public async Task RuleThatMayCostTooMuch_IsRefusedWithItsDefinition(string schema, string rule, string? factor)
    {
        var (code, body) = await _served.PostAsync(Definitions, WithRule(schema, rule));
        if (factor is null)
        {
            code.ShouldBe(HttpStatusCode.Created, body.ToJsonString());
            return;
        }

        body["details"]!["causes"]![0]!["message"]!.ToString().ShouldBe(
            $"Forbidden: estimated rule cost exceeds budget by factor of {factor} (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)");
    }

    [Theory]
    [InlineData(33, false)]
    [InlineData(34, true)]
    public async Task FunctionsOfALibrary_AreThereFromTheVersionAfterTheOneThatBroughtThem(int minor, bool known)
    {
        await using var served = await ServedCluster.StartAsync(new SandboxClusterOptions { Version = $"v1.{minor}.0" });
        var (code, _) = await served.PostAsync(Definitions, WithRule("""{"type":"string","maxLength":20}""", "semver(self).major() > 1"));
        code.ShouldBe(known ? HttpStatusCode.Created : HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("semver(self).isLessThan(semver('1.10.0'))", "1.9.3", "1.10.1")]
    [InlineData("semver(self, true).minor() == 2", "v1.2", "v1.3")]
    [InlineData("isSemver(self)", "1.0.0-rc.1+b", "1.0")]
    [InlineData("!format.dns1123Label().validate(self).hasValue()", "a-b", "A_b")]
    [InlineData("format.named('uuid').value().validate(self).orValue([]).size() == 0", "123e4567-e89b-12d3-a456-426614174000", "no")]
    [InlineData("self.split('').all(i, x, i > 0 || x == 'a')", "ab", "ba")]
    [InlineData("lists.range(3).reverse() == [2, 1, 0] && self == 'a'", "a", "b")]
    public async Task FunctionsOfNewerLibraries_JudgeObjects(string rule, string good, string bad)
    {
        (await _served.PostAsync(Definitions, WithRule("""{"type":"string","maxLength":40}""", rule))).Code.ShouldBe(HttpStatusCode.Created);
        (await SendCheckedAsync(good)).ShouldBe(HttpStatusCode.Created);
        (await SendCheckedAsync(bad)).ShouldBe(HttpStatusCode.UnprocessableEntity);

        async Task<HttpStatusCode> SendCheckedAsync(string value) =>
            (await _served.PostAsync("/apis/example.com/v1/namespaces/default/others", $$$"""{"apiVersion":"example.com/v1","kind":"Other","metadata":{"generateName":"x-"},"spec":{"v":"{{{value}}}"}}""")).Code;
    }

    // What a 1.36.2 says of the same text in all formats.
    [Theory]
    [InlineData("Not A_thing!", "password")]
    [InlineData("a", "hostname k8s-long-name k8s-short-name password")]
    [InlineData("10.0.0.1", "ipv4 k8s-long-name password")]
    [InlineData("fe80::1", "ipv6 password uri")]
    [InlineData("10.0.0.0/8", "cidr password")]
    [InlineData("a@b.c", "email password")]
    [InlineData("00:11:22:33:44:55", "mac password")]
    [InlineData("123e4567-e89b-42d3-a456-426614174000", "duration k8s-long-name k8s-short-name password uuid uuid4")]
    [InlineData("0306406152", "hostname isbn isbn10 k8s-long-name k8s-short-name password")]
    [InlineData("978-0306406157", "isbn isbn13 k8s-long-name k8s-short-name password")]
    [InlineData("078-05-1120", "k8s-long-name k8s-short-name password ssn")]
    [InlineData("#fff", "hexcolor password")]
    [InlineData("rgb(1,2,3)", "password rgbcolor")]
    [InlineData("aGVsbG8=", "byte hostname password")]
    [InlineData("2020-02-30", "k8s-long-name k8s-short-name password")]
    [InlineData("2020-02-28", "date k8s-long-name k8s-short-name password")]
    [InlineData("1h30m", "duration hostname k8s-long-name k8s-short-name password")]
    [InlineData("3 days", "duration password")]
    [InlineData("2020-02-28T10:00:00Z", "date-time datetime password")]
    [InlineData("2020-02-28 10:00:00", "password")]
    [InlineData("2020-02-28T10:00:00+02:00", "date-time datetime password")]
    [InlineData("http://a.b/c", "password uri")]
    public async Task Text_MustHaveItsFormat(string text, string formats)
    {
        string[] all = ["bsonobjectid", "uri", "email", "hostname", "ipv4", "ipv6", "cidr", "mac", "uuid", "uuid3", "uuid4", "uuid5", "isbn", "isbn10", "isbn13", "ssn", "hexcolor", "rgbcolor", "byte", "password", "date", "duration", "datetime", "date-time", "k8s-short-name", "k8s-long-name"];
        var fields = new JsonObject(all.Select(format => KeyValuePair.Create<string, JsonNode?>(format, new JsonObject { ["type"] = "string", ["format"] = format })));
        var schema = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["spec"] = new JsonObject { ["type"] = "object", ["properties"] = fields } } };
        (await _served.PostAsync(Definitions, Definition(schema.ToJsonString(), "Other"))).Code.ShouldBe(HttpStatusCode.Created);
        var values = new JsonObject(all.Select(format => KeyValuePair.Create<string, JsonNode?>(format, text)));
        var (_, body) = await _served.PostAsync("/apis/example.com/v1/namespaces/default/others", new JsonObject
        {
            ["apiVersion"] = "example.com/v1",
            ["kind"] = "Other",
            ["metadata"] = new JsonObject { ["name"] = "x" },
            ["spec"] = values,
        }.ToJsonString());
        var refused = body["details"]!["causes"]!.AsArray().ToDictionary(cause => cause!["field"]!.ToString()["spec.".Length..], cause => cause!["message"]!.ToString());
        string.Join(' ', all.Where(format => !refused.ContainsKey(format)).Order(StringComparer.Ordinal)).ShouldBe(formats);
        foreach (var (format, message) in refused) message.ShouldBe($"Invalid value: \"{text}\": spec.{format} in body must be of type {format}: \"{text}\"");
    }

    private static string WithRule(string schema, string rule)
    {
        var field = JsonNode.Parse(schema)!.AsObject();
        field["x-kubernetes-validations"] = new JsonArray(new JsonObject { ["rule"] = rule });
        return Definition(new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["spec"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["v"] = field } } } }.ToJsonString(), "Other");
    }

    private static string Shown(string rule) => $$"""{"Rule":"{{rule}}","Message":"","MessageExpression":"","Reason":null,"FieldPath":"","OptionalOldSelf":null}""";

    private Task<(HttpStatusCode Code, JsonObject Body)> CreateAsync(string name, string spec) =>
        _served.PostAsync(Path, $$$"""{"apiVersion":"example.com/v1","kind":"Rule","metadata":{"name":"{{{name}}}"},"spec":{{{spec}}}}""");

    private Task<(HttpStatusCode Code, JsonObject Body)> PatchAsync(string name, string patch) => _served.SendAsync(HttpMethod.Patch, $"{Path}/{name}", patch, "application/merge-patch+json");

    private static string Definition(string schema, string kind = "Rule")
    {
        var singular = kind.ToLowerInvariant();
        return $$$"""
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"{{{singular}}}s.example.com"},"spec":{"group":"example.com","scope":"Namespaced",
             "names":{"kind":"{{{kind}}}","plural":"{{{singular}}}s","singular":"{{{singular}}}"},"versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},"schema":{"openAPIV3Schema":{{{schema}}}}}]}}
            """;
    }
}
