using System.Text.Json.Serialization;

namespace Isop.Bot;

/// <summary>How bot's documents and wire bodies are written: camelCase, enums by name, nothing for null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Agenda.Agendalink))]
[JsonSerializable(typeof(Agenda.BezetAntwoord))]
[JsonSerializable(typeof(Agenda.BezetVraag))]
[JsonSerializable(typeof(Agenda.GraphAfspraak))]
[JsonSerializable(typeof(Agenda.OutlookStand))]
[JsonSerializable(typeof(Graph.GraphPage<Agenda.GraphAfspraak>))]
[JsonSerializable(typeof(Agenda.Agendasleutel))]
[JsonSerializable(typeof(Teams.ConversationReference))]
[JsonSerializable(typeof(Teams.LinkToCheck))]
[JsonSerializable(typeof(Teams.PersonLink))]
[JsonSerializable(typeof(Teams.TeamsAccount))]
[JsonSerializable(typeof(Teams.Verwijdering))]
[JsonSerializable(typeof(Web.Sessions.Session))]
[JsonSerializable(typeof(Gezondheid.GezondKort))]
[JsonSerializable(typeof(Gezondheid.GezondLang))]
[JsonSerializable(typeof(Sleutels.Sleutel))]
[JsonSerializable(typeof(Tabblad.Binnen))]
[JsonSerializable(typeof(Web.Inbox.SayBody))]
[JsonSerializable(typeof(Web.Links.MailedLink))]
[JsonSerializable(typeof(Web.Mailing.KeptMail))]
[JsonSerializable(typeof(Graph.GraphError))]
[JsonSerializable(typeof(Graph.GraphId))]
[JsonSerializable(typeof(Graph.GraphPage<Graph.GraphId>))]
[JsonSerializable(typeof(Graph.GraphPage<Graph.GraphUser>))]
[JsonSerializable(typeof(Graph.GraphPage<Retourmail.PostvakMail>))]
[JsonSerializable(typeof(Graph.InstallBody))]
[JsonSerializable(typeof(Graph.Installatie))]
[JsonSerializable(typeof(Graph.Installatieronde))]
[JsonSerializable(typeof(Retourmail.Retourstand))]
[JsonSerializable(typeof(Web.Mailing.SendMailBody))]
[JsonSerializable(typeof(Development.KlokStand))]
[JsonSerializable(typeof(Development.RegisterAntwoord))]
[JsonSerializable(typeof(IReadOnlyList<Development.RegisterFout>))]
[JsonSerializable(typeof(IReadOnlyList<Development.PostvakRegel>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, int>))]
[JsonSerializable(typeof(Api.Eenmaligheid))]
[JsonSerializable(typeof(Api.Importtaak))]
[JsonSerializable(typeof(Bureau.Importeren.BewaardeFouten))]
[JsonSerializable(typeof(List<Core.Register.RegisterFault>))]
internal sealed partial class BotJson : JsonSerializerContext;
