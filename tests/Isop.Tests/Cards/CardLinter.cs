using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Isop.Tests.Cards;

/// <summary>
/// What every card must be, so that it works on a phone that knows Adaptive Cards 1.2, with a screen reader and without Action.Execute:
/// only parts of 1.2 (or newer ones that do no harm there), a question in text before each input, a button that falls back, Dutch throughout.
/// </summary>
public static partial class CardLinter
{
    private const int MaxBytes = 25 * 1024;
    private const int MaxRefreshUsers = 60;

    /// <summary>The faults of a card as it is sent; none when the list is empty.</summary>
    /// <param name="card">The expanded card.</param>
    /// <param name="verbs">The verbs that have a handler.</param>
    public static IReadOnlyList<string> Check(JsonElement card, IReadOnlySet<string> verbs) => Check(card, verbs, isTemplate: false);

    /// <summary>The faults of a template: as for a card, except that what an expression gives is not known yet.</summary>
    public static IReadOnlyList<string> CheckTemplate(JsonElement template, IReadOnlySet<string> verbs) => Check(template, verbs, isTemplate: true);

    private static List<string> Check(JsonElement card, IReadOnlySet<string> verbs, bool isTemplate)
    {
        var check = new Inspection(verbs, isTemplate);
        check.Root(card);
        var size = Encoding.UTF8.GetByteCount(JsonSerializer.Serialize(card, Compact));
        if (size > MaxBytes)
        {
            check.Faults.Add($"$: the card is {size} bytes, more than {MaxBytes}");
        }

        return check.Faults;
    }

    private static readonly JsonSerializerOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex("</?[a-zA-Z][^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex HtmlTag();

    private sealed class Inspection(IReadOnlySet<string> verbs, bool isTemplate)
    {
        private readonly HashSet<string> _inputIds = [];
        private bool _hasQuestion;

        public List<string> Faults { get; } = [];

        public void Root(JsonElement card)
        {
            if (card.ValueKind != JsonValueKind.Object || Text(card, "type") != "AdaptiveCard")
            {
                Faults.Add("$: the type is not AdaptiveCard");
                return;
            }

            Require(Text(card, "version") is "1.0" or "1.1" or "1.2" or "1.3" or "1.4" or "1.5", "$.version", "the version is not 1.0 to 1.5");
            Require(Text(card, "lang") == "nl", "$.lang", "the language is not nl");
            Require(card.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Array && body.GetArrayLength() > 0, "$.body", "the body is empty");
            Element(card, "$", parent: "");
            if (card.TryGetProperty("refresh", out var refresh) && refresh.ValueKind == JsonValueKind.Object)
            {
                Refresh(refresh);
            }
        }

        private void Refresh(JsonElement refresh)
        {
            if (refresh.TryGetProperty("action", out var action))
            {
                Require(Text(action, "type") == "Action.Execute", "$.refresh.action", "it is not an Action.Execute");
                Verb(action, "$.refresh.action");
            }
            else
            {
                Faults.Add("$.refresh: it has no action");
            }

            var users = refresh.TryGetProperty("userIds", out var ids) && ids.ValueKind == JsonValueKind.Array ? ids.GetArrayLength() : 0;
            Require(users <= MaxRefreshUsers, "$.refresh.userIds", $"more than {MaxRefreshUsers} people");
        }

        private void Element(JsonElement element, string path, string parent)
        {
            var type = Text(element, "type") ?? DefaultType(parent);
            if (!CardParts.Properties.TryGetValue(type, out var known))
            {
                Newer(element, type, path, parent);
                return;
            }

            foreach (var property in element.EnumerateObject())
            {
                if (property.Name == "speak")
                {
                    Faults.Add($"{path}.speak: cards have no speak");
                }
                else if (!known.Contains(property.Name) && !CardParts.Everywhere.Contains(property.Name) && !(isTemplate && property.Name.StartsWith('$')))
                {
                    Faults.Add($"{path}.{property.Name}: not in Adaptive Cards 1.2 for {type}, nor harmless there");
                }
            }

            foreach (var required in CardParts.Texts(type))
            {
                Words(element, required, path);
            }

            Strings(element, path);
            if (type.StartsWith("Input.", StringComparison.Ordinal))
            {
                Input(element, type, path);
            }
            else if (type.StartsWith("Action.", StringComparison.Ordinal))
            {
                Action(element, type, path, parent);
            }
            else if (type == "Image")
            {
                Words(element, "altText", path);
            }

            _hasQuestion |= type is "TextBlock" or "RichTextBlock";
            Children(element, type, path);
        }

        /// <summary>A part that 1.2 does not know is fine when it falls back on one that it does.</summary>
        private void Newer(JsonElement element, string type, string path, string parent)
        {
            if (element.TryGetProperty("fallback", out var fallback) && fallback.ValueKind == JsonValueKind.Object)
            {
                Element(fallback, $"{path}.fallback", parent);
            }
            else
            {
                Require(Text(element, "fallback") == "drop", path, $"{type} is not in Adaptive Cards 1.2 and has no fallback");
            }
        }

        private void Children(JsonElement element, string type, string path)
        {
            var question = _hasQuestion;
            foreach (var name in CardParts.Children)
            {
                if (!element.TryGetProperty(name, out var child))
                {
                    continue;
                }

                if (child.ValueKind == JsonValueKind.Array)
                {
                    var i = 0;
                    foreach (var item in child.EnumerateArray())
                    {
                        // Inputs side by side (a day and a time) share the question above them.
                        _hasQuestion |= name == "columns" && question;
                        if (item.ValueKind == JsonValueKind.Object)
                        {
                            Element(item, $"{path}.{name}[{i}]", name is "actions" && type == "AdaptiveCard" ? "" : type + "." + name);
                        }
                        else if (!(isTemplate && IsExpression(item)) && !(name == "inlines" && item.ValueKind == JsonValueKind.String))
                        {
                            Faults.Add($"{path}.{name}[{i}]: it is not an object");
                        }

                        i++;
                    }
                }
                else if (child.ValueKind == JsonValueKind.Object)
                {
                    Element(child, $"{path}.{name}", type + "." + name);
                }
            }
        }

        private void Input(JsonElement input, string type, string path)
        {
            Words(input, "label", path);
            Words(input, "id", path);
            var id = Text(input, "id");
            if (id is not null && !(isTemplate && id.Contains("${", StringComparison.Ordinal)))
            {
                Require(_inputIds.Add(id), path, $"the id {id} is used twice");
            }

            Require(_hasQuestion, path, "no text with the question stands before it, which a phone without labels needs");
            _hasQuestion = false;
            if (type == "Input.ChoiceSet" && input.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array)
            {
                Choices(choices, path);
            }
            else
            {
                Require(type != "Input.ChoiceSet" || isTemplate, path, "it has no choices");
            }
        }

        private void Choices(JsonElement choices, string path)
        {
            Require(choices.GetArrayLength() > 0, path, "it has no choices");
            var values = new HashSet<string>();
            foreach (var choice in choices.EnumerateArray().Where(c => c.ValueKind == JsonValueKind.Object))
            {
                Words(choice, "title", $"{path}.choices");
                Words(choice, "value", $"{path}.choices");
                if (Text(choice, "value") is { } value && !(isTemplate && value.Contains("${", StringComparison.Ordinal)))
                {
                    Require(values.Add(value), $"{path}.choices", $"the value {value} is used twice");
                }
            }
        }

        private void Action(JsonElement action, string type, string path, string parent)
        {
            if (type == "Action.Execute")
            {
                Require(parent == "ActionSet.actions", path, "an Action.Execute stands in an ActionSet, where its fallback works");
                Verb(action, path);
                Fallback(action, path);
            }
            else if (type == "Action.Submit")
            {
                Require(parent == "Action.Execute.fallback", path, "an Action.Submit is only the fallback of an Action.Execute");
            }
            else if (type == "Action.OpenUrl")
            {
                var url = Text(action, "url");
                Require(
                    (isTemplate && url?.Contains("${", StringComparison.Ordinal) == true)
                    || (Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback)),
                    path,
                    "the address is not https");
            }
        }

        private void Verb(JsonElement action, string path)
        {
            var verb = Text(action, "verb");
            Require(
                verb is not null && (verbs.Contains(verb) || (isTemplate && verb.Contains("${", StringComparison.Ordinal))),
                path,
                $"the verb {verb ?? "(none)"} has no handler");
        }

        /// <summary>The Submit says the same as the Execute; as it has no verb of its own, its data has.</summary>
        private void Fallback(JsonElement action, string path)
        {
            if (!action.TryGetProperty("fallback", out var fallback) || fallback.ValueKind != JsonValueKind.Object || Text(fallback, "type") != "Action.Submit")
            {
                Faults.Add($"{path}: it has no fallback Action.Submit");
                return;
            }

            Require(Text(fallback, "title") == Text(action, "title"), path, "the fallback has another title");
            var data = Data(action);
            var fallbackData = Data(fallback);
            if (data is string || fallbackData is string)
            {
                Require(Equals(data, fallbackData), path, "the fallback has other data");
                return;
            }

            var (own, theirs) = ((Dictionary<string, string>)data, (Dictionary<string, string>)fallbackData);
            Require(
                theirs.Remove("verb", out var verb) && verb == JsonSerializer.Serialize(Text(action, "verb")),
                path,
                "the data of the fallback lacks the verb");
            own.Remove("verb");
            Require(own.Count == theirs.Count && own.All(p => theirs.TryGetValue(p.Key, out var value) && value == p.Value), path, "the fallback has other data");
        }

        /// <summary>The data as names with JSON, or as the expression it is.</summary>
        private static object Data(JsonElement action) => !action.TryGetProperty("data", out var data) || data.ValueKind == JsonValueKind.Null
            ? new Dictionary<string, string>()
            : data.ValueKind == JsonValueKind.Object
                ? data.EnumerateObject().ToDictionary(p => p.Name, p => JsonSerializer.Serialize(p.Value))
                : data.ToString();

        /// <summary>A text that must be there and must say something.</summary>
        private void Words(JsonElement element, string name, string path)
        {
            var text = Text(element, name);
            Require(!string.IsNullOrWhiteSpace(text), $"{path}.{name}", "the text is missing or empty");
        }

        private void Strings(JsonElement element, string path)
        {
            foreach (var property in element.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String))
            {
                var text = property.Value.GetString()!;
                Require(isTemplate || !text.Contains("${", StringComparison.Ordinal), $"{path}.{property.Name}", $"an expression is left in it: {text}");
                Require(
                    property.Name is not ("text" or "title" or "label" or "placeholder" or "altText" or "errorMessage") || !HtmlTag().IsMatch(text),
                    $"{path}.{property.Name}",
                    "there is HTML in it");
            }
        }

        private static bool IsExpression(JsonElement element) =>
            element.ValueKind == JsonValueKind.String && element.GetString()!.Contains("${", StringComparison.Ordinal);

        private static string DefaultType(string parent) => parent switch
        {
            "ColumnSet.columns" => "Column",
            "FactSet.facts" => "Fact",
            "Input.ChoiceSet.choices" => "Choice",
            "RichTextBlock.inlines" => "TextRun",
            _ => "(none)",
        };

        private static string? Text(JsonElement element, string name) =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;

        private void Require(bool holds, string path, string fault)
        {
            if (!holds)
            {
                Faults.Add($"{path}: {fault}");
            }
        }
    }
}
