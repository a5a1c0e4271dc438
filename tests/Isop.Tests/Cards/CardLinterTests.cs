using System.Text.Json;
using System.Text.Json.Nodes;

namespace Isop.Tests.Cards;

public sealed class CardLinterTests
{
    private const string Good = """
        {
          "type": "AdaptiveCard", "version": "1.2", "lang": "nl",
          "refresh": { "action": { "type": "Action.Execute", "title": "Ververs", "verb": "open", "data": { "case": "1" } }, "userIds": [] },
          "body": [
            { "type": "TextBlock", "text": "Hoe gaat het?", "wrap": true },
            { "type": "Input.ChoiceSet", "id": "stap", "label": "Hoe gaat het?", "choices": [ { "title": "Goed", "value": "1" }, { "title": "Niet goed", "value": "2" } ] },
            { "type": "Image", "url": "https://isop.example/logo.png", "altText": "Logo van ISOP" },
            { "type": "ActionSet", "actions": [
              { "type": "Action.Execute", "title": "Verder", "verb": "volgende", "data": { "case": "1" },
                "fallback": { "type": "Action.Submit", "title": "Verder", "data": { "case": "1", "verb": "volgende" } } } ] }
          ]
        }
        """;

    private static readonly HashSet<string> Verbs = ["open", "volgende"];

    [Fact]
    public void A_good_card_has_no_faults() => Assert.Empty(Check(Good));

    [Theory]
    [InlineData("version", "\"1.6\"", "$.version: the version is not 1.0 to 1.5")]
    [InlineData("lang", "\"en\"", "$.lang: the language is not nl")]
    [InlineData("speak", "\"hallo\"", "$.speak: cards have no speak")]
    [InlineData("body", "[]", "$.body: the body is empty")]
    [InlineData("body.0.text", "\"\"", "$.body[0].text: the text is missing or empty")]
    [InlineData("body.0.text", "\"Dag ${naam}\"", "an expression is left in it: Dag ${naam}")]
    [InlineData("body.0.text", "\"<b>Dag</b>\"", "there is HTML in it")]
    [InlineData("body.0.targetWidth", "\"wide\"", "$.body[0].targetWidth: not in Adaptive Cards 1.2 for TextBlock")]
    [InlineData("body.0", """{"type":"Table","rows":[]}""", "$.body[0]: Table is not in Adaptive Cards 1.2 and has no fallback")]
    [InlineData("body.0", """{"type":"Container","items":[]}""", "$.body[1]: no text with the question stands before it")]
    [InlineData("body.1.label", "null", "$.body[1].label: the text is missing or empty")]
    [InlineData("body.1.id", "null", "$.body[1].id: the text is missing or empty")]
    [InlineData("body.1.choices.1.value", "\"1\"", "the value 1 is used twice")]
    [InlineData("body.1.choices", "[]", "it has no choices")]
    [InlineData("body.2.altText", "\" \"", "$.body[2].altText: the text is missing or empty")]
    [InlineData("body.3.actions.0.verb", "\"onbekend\"", "the verb onbekend has no handler")]
    [InlineData("body.3.actions.0.fallback", "null", "it has no fallback Action.Submit")]
    [InlineData("body.3.actions.0.fallback.title", "\"Anders\"", "the fallback has another title")]
    [InlineData("body.3.actions.0.fallback.data.case", "\"2\"", "the fallback has other data")]
    [InlineData("body.3.actions.0.fallback.data.verb", "\"open\"", "the data of the fallback lacks the verb")]
    [InlineData("body.3.actions.0.data.meer", "\"2\"", "the fallback has other data")]
    [InlineData("actions", """[{"type":"Action.Execute","title":"x","verb":"open"}]""", "$.actions[0]: an Action.Execute stands in an ActionSet")]
    [InlineData("body.3.actions.0", """{"type":"Action.Submit","title":"x"}""", "an Action.Submit is only the fallback")]
    [InlineData("body.3.actions.0", """{"type":"Action.OpenUrl","title":"x","url":"http://isop.example"}""", "the address is not https")]
    [InlineData("refresh.action.verb", "\"onbekend\"", "$.refresh.action: the verb onbekend has no handler")]
    [InlineData("type", "\"Container\"", "$: the type is not AdaptiveCard")]
    public void A_fault_is_named_with_its_place(string path, string json, string fault)
    {
        var card = JsonNode.Parse(Good)!;
        Set(card, path.Split('.'), JsonNode.Parse(json));
        Assert.Contains(Check(card.ToJsonString()), found => found.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Inputs_side_by_side_share_the_question_above_them()
    {
        var card = JsonNode.Parse(Good)!;
        card["body"]![1] = JsonNode.Parse(
            """{"type":"ColumnSet","columns":[{"type":"Column","items":[{"type":"Input.Date","id":"dag","label":"Dag"}]},{"type":"Column","items":[{"type":"Input.Time","id":"tijd","label":"Tijd"}]}]}""");
        Assert.Empty(Check(card.ToJsonString()));
        card["body"]!.AsArray().Insert(2, JsonNode.Parse("""{"type":"Input.Text","id":"meer","label":"Meer"}"""));
        Assert.Single(Check(card.ToJsonString()));
    }

    [Fact]
    public void A_card_that_is_too_large_is_named()
    {
        var card = JsonNode.Parse(Good)!;
        card["body"]![0]!["text"] = new string('é', 13_000);
        Assert.Contains(Check(card.ToJsonString()), fault => fault.Contains("more than 25600", StringComparison.Ordinal));
    }

    [Fact]
    public void A_template_may_leave_words_and_verbs_to_its_expressions()
    {
        var template = JsonNode.Parse(Good)!;
        template["body"]![0]!["text"] = "${vraag}";
        template["body"]![3]!["actions"] = JsonNode.Parse(
            """[{"$data":"${knoppen}","type":"Action.Execute","title":"${titel}","verb":"${verb}","data":"${data}","fallback":{"type":"Action.Submit","title":"${titel}","data":"${data}"}}]""");
        Assert.Empty(CardLinter.CheckTemplate(JsonDocument.Parse(template.ToJsonString()).RootElement, Verbs));
    }

    private static IReadOnlyList<string> Check(string card) => CardLinter.Check(JsonDocument.Parse(card).RootElement, Verbs);

    private static void Set(JsonNode node, string[] path, JsonNode? value)
    {
        foreach (var step in path[..^1])
        {
            node = node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!;
        }

        if (node is JsonArray items)
        {
            items[int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        }
        else
        {
            node[path[^1]] = value;
        }
    }
}
