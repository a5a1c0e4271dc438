using System.Text.Json.Serialization;
using Isop.Bot.Webhooks;

namespace Isop.Bot.Api;

/// <summary>How the API reads and writes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BezoekVoorstel))]
[JsonSerializable(typeof(CertificaatOordeel))]
[JsonSerializable(typeof(CertificaatVraag))]
[JsonSerializable(typeof(Ik))]
[JsonSerializable(typeof(ImportAntwoord))]
[JsonSerializable(typeof(Lijst<BestuurAntwoord>))]
[JsonSerializable(typeof(Lijst<BezoekAntwoord>))]
[JsonSerializable(typeof(Lijst<BijeenkomstAntwoord>))]
[JsonSerializable(typeof(Lijst<CertificaatAntwoord>))]
[JsonSerializable(typeof(Lijst<KalenderAntwoord>))]
[JsonSerializable(typeof(Lijst<LeerteamAntwoord>))]
[JsonSerializable(typeof(Lijst<OrganisatieAntwoord>))]
[JsonSerializable(typeof(Lijst<PersoonAntwoord>))]
[JsonSerializable(typeof(Lijst<RapportRegel>))]
[JsonSerializable(typeof(Lijst<StageAntwoord>))]
[JsonSerializable(typeof(Lijst<TussenevaluatieAntwoord>))]
[JsonSerializable(typeof(PersoonAntwoord))]
[JsonSerializable(typeof(RapportAntwoord))]
[JsonSerializable(typeof(TrainingAntwoord))]
[JsonSerializable(typeof(TrainingVraag))]
[JsonSerializable(typeof(TussenevaluatieInhoudAntwoord))]
[JsonSerializable(typeof(UitstelVraag))]
[JsonSerializable(typeof(Lijst<WebhookAntwoord>))]
[JsonSerializable(typeof(WebhookVraag))]
[JsonSerializable(typeof(WebhookGemaakt))]
[JsonSerializable(typeof(TussenevaluatieGebeurtenis))]
[JsonSerializable(typeof(BezoekGebeurtenis))]
[JsonSerializable(typeof(StageEvaluatieGebeurtenis))]
[JsonSerializable(typeof(CertificaatGebeurtenis))]
[JsonSerializable(typeof(BerichtGebeurtenis))]
internal sealed partial class ApiJson : JsonSerializerContext;
