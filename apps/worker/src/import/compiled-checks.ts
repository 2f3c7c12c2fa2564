import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, ValidationTypes } from 'class-validator';

/** What class-validator keeps of one decorator of a class. */
type Decoration = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/** A class of fields, such as a DTO. */
export type Fields = new () => object;

/**
 * Says whether a value surely meets the decorators of a class, and needs no change to become one of its instances.
 * `false` means "perhaps not": class-validator is to be asked, and tells what is wrong.
 */
export type Check = (value: unknown) => boolean;

interface Property {
  /** Whether the property is checked at all: `IsOptional`, `ValidateIf`. */
  conditions: ((object: object, value: unknown) => boolean)[];
  rules: ((object: object, value: unknown) => boolean)[];
}

const checks = new WeakMap<Fields, Check>();

/**
 * Compiles the decorators of a class once, so that a row costs a few calls of their own functions instead of
 * class-validator's search through all it knows. What is not understood here is never said to be right.
 */
export function compileCheck(fields: Fields): Check {
  let check = checks.get(fields);
  if (!check) {
    check = checkOf(propertiesOf(fields));
    checks.set(fields, check);
  }
  return check;
}

function checkOf(properties: ReadonlyMap<string, Property>): Check {
  const all = [...properties];
  return (value) => {
    if (!isRecord(value) || !Object.keys(value).every((name) => properties.has(name))) return false;
    return all.every(([name, { conditions, rules }]) => {
      const own = value[name];
      if (!conditions.every((condition) => condition(value, own))) return isData(own);
      return rules.every((rule) => rule(value, own));
    });
  };
}

function propertiesOf(fields: Fields): Map<string, Property> {
  const storage = getMetadataStorage();
  const decorations = storage.groupByPropertyName(
    storage.getTargetValidationMetadatas(fields, '', false, false),
  );
  return new Map(
    Object.entries(decorations).map(([name, own]) => {
      const isNested = own.some(({ type }) => type === ValidationTypes.NESTED_VALIDATION);
      const rules = own.flatMap((decoration) => rulesOf(fields, decoration));
      return [name, { conditions: conditionsOf(own), rules: isNested ? rules : [plainRule, ...rules] }];
    }),
  );
}

const plainRule: Property['rules'][number] = (_object, value) => isData(value);
const unsure: Property['rules'][number] = () => false;

function conditionsOf(decorations: readonly Decoration[]): Property['conditions'] {
  return decorations
    .filter(({ type }) => type === ValidationTypes.CONDITIONAL_VALIDATION)
    .map(({ constraints }) => constraints[0] as Property['conditions'][number]);
}

function rulesOf(fields: Fields, decoration: Decoration): Property['rules'] {
  if (decoration.validateIf) return [unsure];
  switch (decoration.type) {
    case ValidationTypes.CONDITIONAL_VALIDATION:
    case ValidationTypes.WHITELIST:
      return [];
    case ValidationTypes.CUSTOM_VALIDATION:
    case ValidationTypes.IS_DEFINED:
      return customRules(fields.name, decoration);
    case ValidationTypes.NESTED_VALIDATION:
      return [nestedRule(fields, decoration)];
    default:
      return [unsure];
  }
}

/** The decorator's own functions. One that answers by a promise is not taken for right. */
function customRules(targetName: string, decoration: Decoration): Property['rules'] {
  const { constraintCls, constraints, each, propertyName } = decoration;
  return getMetadataStorage()
    .getTargetValidatorConstraints(constraintCls)
    .map(({ instance }) => {
      const passes = (object: object, value: unknown): boolean =>
        instance.validate(value, {
          value,
          object,
          constraints,
          targetName,
          property: propertyName,
        }) === true;
      return (object, value) =>
        each && Array.isArray(value) ? value.every((item) => passes(object, item)) : passes(object, value);
    });
}

function nestedRule(fields: Fields, { each, propertyName }: Decoration): Property['rules'][number] {
  const nested = nestedFields(fields, propertyName, each);
  if (!nested) return unsure;
  let check: Check | undefined;
  return (_object, value) => {
    // Only now, since a class may hold others of its own.
    check ??= compileCheck(nested);
    return each ? Array.isArray(value) && value.every(check) : check(value);
  };
}

/** What class-transformer makes of a nested value. */
function nestedFields(fields: Fields, property: string, each: boolean): Fields | undefined {
  const made = plainToInstance(fields, { [property]: each ? [{}] : {} }) as Record<string, unknown>;
  const value: unknown = each && Array.isArray(made[property]) ? made[property][0] : made[property];
  const constructor = isRecord(value) ? (value.constructor as Fields) : undefined;
  return constructor === Object ? undefined : constructor;
}

/** Values that class-transformer copies as they are: it leaves out keys that mean more than a key to JavaScript. */
function isData(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value !== 'function';
  if (Array.isArray(value)) return value.every(isData);
  return Object.entries(value).every(([key, own]) => !(key in Object.prototype) && isData(own));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
