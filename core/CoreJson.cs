using System.Text.Json.Serialization;

namespace Isop.Core;

/// <summary>How core's documents are written: camelCase, enums by name, nothing for null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Bezorging.Intent))]
[JsonSerializable(typeof(Bezorging.DueEntry))]
[JsonSerializable(typeof(Bezorging.Hint))]
[JsonSerializable(typeof(Bezorging.Bezorging))]
[JsonSerializable(typeof(Bezorging.Bericht))]
[JsonSerializable(typeof(Bezorging.Voorkeuren))]
[JsonSerializable(typeof(Bezorging.Meldingsdag))]
[JsonSerializable(typeof(Bezorging.Probleem))]
[JsonSerializable(typeof(Bezorging.GeweigerdBericht))]
[JsonSerializable(typeof(Bezorging.Verzendstop))]
[JsonSerializable(typeof(Bezorging.Pauze))]
[JsonSerializable(typeof(Bezorging.LeaseDocument))]
[JsonSerializable(typeof(Dictionary<string, Instrumenten.Antwoord>))]
[JsonSerializable(typeof(Instrumenten.Antwoorden))]
[JsonSerializable(typeof(Instrumenten.Instrument))]
[JsonSerializable(typeof(Instrumenten.InstrumentList))]
[JsonSerializable(typeof(Instrumenten.StoredInstrument))]
[JsonSerializable(typeof(Inzage.InzageRegel))]
[JsonSerializable(typeof(Backup.BackupHeader))]
[JsonSerializable(typeof(Register.RegisterChunk))]
[JsonSerializable(typeof(Register.RegisterData))]
[JsonSerializable(typeof(Register.RegisterManifest))]
[JsonSerializable(typeof(Register.RegisterPointer))]
[JsonSerializable(typeof(Register.RegisterVoorbeeld))]
[JsonSerializable(typeof(Meldingen.Melding))]
[JsonSerializable(typeof(Sleutels.KeyAnswer))]
[JsonSerializable(typeof(Sleutels.KeyFacts))]
[JsonSerializable(typeof(Sleutels.KeyQuestion))]
[JsonSerializable(typeof(Tussenevaluaties.Zaak))]
[JsonSerializable(typeof(Tussenevaluaties.Formulier))]
[JsonSerializable(typeof(Tussenevaluaties.Versie))]
[JsonSerializable(typeof(Tussenevaluaties.Notitie))]
[JsonSerializable(typeof(Tussenevaluaties.ZaakVermelding))]
[JsonSerializable(typeof(Tussenevaluaties.GevolgdRegister))]
[JsonSerializable(typeof(Upkeep.JobRun))]
public sealed partial class CoreJson : JsonSerializerContext;
