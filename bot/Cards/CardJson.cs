using System.Text.Json.Serialization;

namespace Isop.Bot.Cards;

/// <summary>
/// How the views of cards are written: camelCase, and null as null. A template leaves a path that leads nowhere as its own text
/// ("${naam}"), so what is not there must be said, not left out: that is why views have a context of their own next to BotJson.
/// Each view gets a line here.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(NoView))]
[JsonSerializable(typeof(Agenda.AgendaView))]
[JsonSerializable(typeof(Chat.BladView))]
[JsonSerializable(typeof(Chat.TekstView))]
[JsonSerializable(typeof(Chat.BureauVraagView))]
[JsonSerializable(typeof(Chat.PlanningView))]
[JsonSerializable(typeof(Chat.StudentenView))]
[JsonSerializable(typeof(Tussenevaluaties.BerichtView))]
[JsonSerializable(typeof(Tussenevaluaties.PaginaView))]
[JsonSerializable(typeof(Tussenevaluaties.OverzichtView))]
[JsonSerializable(typeof(Tussenevaluaties.LeervragenView))]
[JsonSerializable(typeof(Tussenevaluaties.VragenView))]
[JsonSerializable(typeof(Tussenevaluaties.VergelijkingView))]
[JsonSerializable(typeof(Bezorging.AfgerondView))]
[JsonSerializable(typeof(Bezorging.TakenlijstView))]
[JsonSerializable(typeof(Bezorging.VoorkeurenView))]
public sealed partial class CardJson : JsonSerializerContext;

/// <summary>The view of a card that says the same to everyone.</summary>
public sealed record NoView;
